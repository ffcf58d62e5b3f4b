// SPDX-License-Identifier: MIT
// A demo phrase of six seconds, to try a model without a keyboard: soft and loud notes within the model's
// trained range. Timed in samples on the audio thread.
//   [main-thread] begin, end;  [thread-safe] plays;  [audio-thread] next;  clear: while next does not run
#pragma once
#include <atomic>
#include <cstdint>

#include "play/event.h"

namespace partials {

class Phrase {
 public:
  static constexpr int kNotes = 14, kSpan = 16;  // notes, and semitones from the lowest to the highest

  void begin(int low_key, int high_key) noexcept;  // starts it with the next block
  void end() noexcept;                             // releases its note with the next block
  bool plays() const noexcept;                     // playing, or about to start
  void clear() noexcept;

  // Writes the phrase's next event within a block of `frames` samples. Returns false when there are no more
  // and the block has been counted; call it until then.
  bool next(double rate_hz, int frames, Event& e) noexcept;

  // Key and velocity of the i-th note for a model trained on these keys; the notes stay within them if they
  // span at least an octave.
  static int key(int i, int low_key, int high_key) noexcept;
  static float velocity(int i) noexcept;

 private:
  void apply_request() noexcept;
  static int64_t sample_of(double seconds, double rate_hz) noexcept {
    return static_cast<int64_t>(seconds * rate_hz);
  }

  std::atomic<uint32_t> request_{0};  // 0: none, 1: end, else kBegin and the two keys
  std::atomic<bool> playing_{false};
  int64_t at_ = 0;     // samples since the start
  int note_ = kNotes;  // index of the next note
  int sounding_ = -1;  // key of the sounding note, or -1
  int low_ = 0, high_ = 127;
  bool leaving_ = false;  // the sounding note ends at once
};

}  // namespace partials
