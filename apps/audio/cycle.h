// SPDX-License-Identifier: MIT
// One processing cycle of an audio system, and the hooks that a program adds around its player.
// [audio-thread]
#pragma once
#include <cstdint>
#include <span>

#include "base/nonblocking.h"
#include "player.h"

namespace partials::audio {

struct MidiMessage {
  uint32_t time = 0;  // in samples from the start of the cycle
  uint8_t size = 0;
  uint8_t bytes[3] = {};
};

struct Cycle {
  const float* in[2] = {};  // only the first `inputs` are set
  float* out[2] = {};
  int inputs = 0, frames = 0;
  double rate_hz = 48000;
  std::span<const MidiMessage> messages;  // received with the cycle; others may come from a MidiFeed
  bool midi = false;  // whether there were messages from either source; set before CycleHooks::after
  // receives the player's output events: detected notes, ends of notes
  void (*send)(void* to, std::span<const Event>) noexcept = nullptr;
  void* to = nullptr;
};

class CycleHooks {
 public:
  // called with the input, also while the player restarts
  virtual void input(const Cycle&) noexcept PARTIALS_NONBLOCKING {}
  // may add events to those from MIDI
  virtual void before(Player&) noexcept PARTIALS_NONBLOCKING {}
  // called with the output, before the audio system receives it
  virtual void after(const Cycle&) noexcept PARTIALS_NONBLOCKING {}

 protected:
  ~CycleHooks() = default;
};

// A source of MIDI other than the audio system.
class MidiFeed {
 public:
  virtual ~MidiFeed() = default;
  // Sends the player the messages of the next `frames` samples; returns whether there were any.
  virtual bool feed(Player& player, int frames, double rate_hz) noexcept PARTIALS_NONBLOCKING = 0;
};

}  // namespace partials::audio
