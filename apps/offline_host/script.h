// SPDX-License-Identifier: MIT
// A script for the offline host: audio input, events at absolute samples, blocks of given or random sizes.
// The same script is played by a plug-in and by the library's engine, so that the two can be compared
// sample by sample.
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
  std::vector<int> blocks{64};  // block sizes, used in turn
};

struct StereoSound {
  std::vector<float> left, right;
  std::vector<Event> events;  // output events of the player, times absolute
  bool operator==(const StereoSound& o) const { return left == o.left && right == o.right; }
};

// If parameters can change only at the start of a block, blocks are split at their changes.
StereoSound play(Hosted& plugin, const Script& script, const std::function<void(int64_t)>& between = {});
StereoSound play(Engine& engine, const Script& script);

Event note_on(int time, int key, float velocity, int note_id = -1);
Event note_off(int time, int key, int note_id = -1);
Event parameter(int time, int index, float value);
Event expression(int time, EventKind kind, int note_id, float value, int index = 0);
Event midi(int time, int status, int data1, int data2);

// The part of these events that a format can transport: the plug-in must sound like the library played with
// it.
std::vector<Event> carried(const Abilities& abilities, std::vector<Event> events);

std::vector<int> random_blocks(uint64_t seed, int largest = 8192);
// Random events, about `per_second` of every kind that these features allow, including extreme values; none
// that rebuilds the player.
std::vector<Event> storm(PlayerKind kind, const Abilities& abilities, uint64_t seed, int frames,
                         double rate_hz, double per_second);

}  // namespace partials::hosting
