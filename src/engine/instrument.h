// SPDX-License-Identifier: MIT
// A model played from keys: voices that start at the sample of their note, steal without a click, and end in silence. Messages
// are MIDI 1.0 channel messages; each of the sixteen channels has its own controllers, so MPE notes bend one by one.
//   [main-thread] prepare;  [audio-thread] reset, midi, render: noexcept, nothing allocated. The model must outlive it.
// The same messages at the same samples give the same sound, bit for bit, whatever the sizes of the blocks.
#pragma once
#include <array>
#include <vector>

#include "engine/performer.h"
#include "engine/voice.h"
#include "graph/model.h"

namespace partials {

struct InstrumentSettings {
  int voices = 16;                    // sounding at once; 1 to 64
  bool mono = false;                  // one voice, which slurs from key to key
  float transpose_semitones = 0;
  float bend_range_semitones = 2;     // until a channel sets its own (RPN 0)
  Envelope envelope;
  uint64_t seed = 1;
};

class Instrument {
 public:
  Result<void> prepare(const Model& model, int rate_hz, int max_block, const InstrumentSettings& settings);
  void reset() noexcept;

  // Takes effect at the next sample rendered: note on and off, bend, controllers 1 7 11 64 6/100/101 120 121 123.
  void midi(uint8_t status, uint8_t data1, uint8_t data2) noexcept;
  void render(float* out, int n) noexcept;  // mono; any n

  int sounding() const noexcept;  // voices that have not ended
  size_t memory_bytes() const;

 private:
  static constexpr int kSpare = 4;        // stolen voices fade out in these
  static constexpr double kFadeS = 0.006;

  struct Channel {
    Expression now;
    float volume = 1, expression = 1, bend = 0, bend_range = 2;
    bool pedal = false;
    int rpn = 0x3fff;
  };
  struct Slot {
    Voice voice;
    Performer performer;
    int channel = 0, key = 0;
    uint64_t order = 0;       // of the note-on
    bool active = false;      // sounding or ringing
    bool held = false;        // the key is down
    int64_t ends = -1;        // sample of the voice at which its tail is over; -1: not known yet
    int fading = -1;          // samples of the fade already done; -1: none
  };

  void note_on(int channel, int key, float velocity) noexcept;
  void note_off(int channel, int key) noexcept;
  void control(int channel, int number, int value) noexcept;
  void let_go(int channel, bool only_lifted) noexcept;
  void slur(int channel, int key, float velocity) noexcept;
  Slot* take_slot() noexcept;
  void render_slot(Slot& s, float* out, int n) noexcept;
  float pitch_of(int key) const noexcept { return static_cast<float>(key) + settings_.transpose_semitones; }

  InstrumentSettings settings_;
  std::vector<Slot> slots_;
  std::array<Channel, 16> channels_;
  std::array<uint8_t, 128> keys_down_{};  // velocity of each key held, for mono; 0: up
  std::array<uint64_t, 128> key_order_{};
  std::vector<float> scratch_;
  uint64_t notes_ = 0;
  int64_t tail_ = 0;
  int fade_ = 256, max_block_ = 0;
};

}  // namespace partials
