// SPDX-License-Identifier: MIT
// What an audio system asks for at a time, and what a program does around its player. [audio-thread]
#pragma once
#include <cstdint>
#include <span>

#include "base/nonblocking.h"
#include "player.h"

namespace partials::audio {

struct MidiMessage {
  uint32_t time = 0;  // samples from the cycle's first
  uint8_t size = 0;
  uint8_t bytes[3] = {};
};

struct Cycle {
  const float* in[2] = {};  // the first `inputs` of them
  float* out[2] = {};
  int inputs = 0, frames = 0;
  double rate_hz = 48000;
  std::span<const MidiMessage> messages;  // that came with it; others may come by a MidiFeed
  bool midi = false;                      // there were messages of either kind; known to CycleHooks::after
  // takes what the player sends: notes heard, ends of notes
  void (*send)(void* to, std::span<const Event>) noexcept = nullptr;
  void* to = nullptr;
};

class CycleHooks {
 public:
  // what comes in, also while the player restarts
  virtual void heard(const Cycle&) noexcept PARTIALS_NONBLOCKING {}
  // adds events of its own to those that come by MIDI
  virtual void before(Player&) noexcept PARTIALS_NONBLOCKING {}
  // has the sound before the audio system has it
  virtual void after(const Cycle&) noexcept PARTIALS_NONBLOCKING {}

 protected:
  ~CycleHooks() = default;
};

// MIDI that comes by another way than the audio system.
class MidiFeed {
 public:
  virtual ~MidiFeed() = default;
  // Gives the player what belongs into the next so many samples; whether there was something.
  virtual bool feed(Player& player, int frames, double rate_hz) noexcept PARTIALS_NONBLOCKING = 0;
};

}  // namespace partials::audio
