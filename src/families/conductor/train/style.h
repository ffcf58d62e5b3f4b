// SPDX-License-Identifier: MIT
// How a person conducts: a manner (legato, staccato ...) and what is this person's own of it. Figures are
// relative to the size of the gesture where no unit is said. Manners that only `unseen` people have are for
// judging: no model learns from them.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace partials::conductor {

struct Style {
  double size_m = 0.25;    // height of the stroke into a bar, in the middle of the dynamics
  double width = 1;        // of the figure, against its height
  double rebound = 0.45;   // height of the strokes within a bar, of the one into it
  double crest = 0.5;      // part of a beat after which the hand is highest, 0..1
  double roundness = 1.5;  // exponent of the stroke: 1 turns at once at the bottom, 2 rests there
  double dwell = 0;        // 0..1: how much the hand waits at the top and hurries near the beat
  double loop = 0.15;      // swing to the side within a beat
  double circle = 0;       // 0..1: a circle a beat, in place of strokes
  double depth = 0.3;      // movement to and from the orchestra
  double late_s = 0;       // the beat is so long after the hand's lowest point
  double freedom = 0.1;    // how much strokes of a kind differ
  double sway_m = 0.02;    // of the body
};

struct Manner {
  std::string_view name;
  bool unseen;
  int share;  // people with it, for one of other manners
};
std::span<const Manner> manners();

// Of person `number` with this manner (its place in manners()); a pure function of all three.
Style style_of(size_t manner, int number, uint64_t seed);

}  // namespace partials::conductor
