// SPDX-License-Identifier: MIT
// A phrase of six seconds that lets a model be heard without a keyboard: soft and loud notes, placed within
// the keys that the model was trained on. Timed in samples on the audio thread.
//   [main-thread] begin, end;  [thread-safe] plays;  [audio-thread] next;  clear: while next does not run
#pragma once
#include <atomic>
#include <cstdint>

#include "play/event.h"

namespace partials {

class Phrase {
 public:
  static constexpr int kNotes = 14, kSpan = 16;  // notes, and semitones from the lowest to the highest

  void begin(int low_key, int high_key) noexcept;  // from its start, with the next block
  void end() noexcept;                             // its note is let go with the next block
  bool plays() const noexcept;                     // or is about to
  void clear() noexcept;

  // The phrase's next event within a block of `frames` samples; false: there is none left, and the block is
  // counted. Call it until then.
  bool next(double rate_hz, int frames, Event& e) noexcept;

  // Key and velocity of the i-th note for a model trained on these keys: within them where they span an
  // octave.
  static int key(int i, int low_key, int high_key) noexcept;
  static float velocity(int i) noexcept;

 private:
  void obey() noexcept;
  static int64_t sample_of(double seconds, double rate_hz) noexcept {
    return static_cast<int64_t>(seconds * rate_hz);
  }

  std::atomic<uint32_t> wish_{0};  // 0: none, 1: end, else kBegin and the two keys
  std::atomic<bool> playing_{false};
  int64_t at_ = 0;     // samples since it began
  int note_ = kNotes;  // that is to come
  int sounding_ = -1;  // its key, while one sounds
  int low_ = 0, high_ = 127;
  bool leaving_ = false;  // the sounding note ends at once
};

}  // namespace partials
