// SPDX-License-Identifier: MIT
// What the offline host plays: sound in, events at absolute samples, blocks of given or random sizes. The
// same script goes to a plug-in and to the library's engine, so that the two can be compared sample by
// sample.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "hosted.h"
#include "play/engine.h"

namespace partials::hosting {

struct Script {
  int frames = 0;
  std::vector<Event> events;    // by time, absolute
  std::vector<float> in;        // mono, sent to both channels; empty: no input
  std::vector<int> blocks{64};  // sizes in turn
};

struct StereoSound {
  std::vector<float> left, right;
  std::vector<Event> events;  // what the player sent, times absolute
  bool operator==(const StereoSound& o) const { return left == o.left && right == o.right; }
};

// Where parameters change at block beginnings only, blocks are cut at their changes.
StereoSound play(Hosted& plugin, const Script& script, const std::function<void(int64_t)>& between = {});
StereoSound play(Engine& engine, const Script& script);

Event note_on(int time, int key, float velocity, int note_id = -1);
Event note_off(int time, int key, int note_id = -1);
Event parameter(int time, int index, float value);
Event expression(int time, EventKind kind, int note_id, float value, int index = 0);
Event midi(int time, int status, int data1, int data2);

// What of these events a format brings to the plug-in: the library, played with it, is what the plug-in must
// sound like.
std::vector<Event> carried(const Abilities& abilities, std::vector<Event> events);

std::vector<int> random_blocks(uint64_t seed, int largest = 8192);
// About `per_second` events of every kind that these abilities carry, wild values among them; nothing that
// rebuilds the player.
std::vector<Event> storm(PlayerKind kind, const Abilities& abilities, uint64_t seed, int frames,
                         double rate_hz, double per_second);

}  // namespace partials::hosting
