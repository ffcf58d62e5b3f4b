// SPDX-License-Identifier: MIT
// How fast notes follow each other: the time since the previous note. The audio thread cannot look ahead, so
// the first note of a run is played as a slow one. Simultaneous notes are a chord and have the same tempo.
// [audio-thread] noexcept.
#pragma once
#include <algorithm>
#include <cstdint>

namespace partials {

// Times in seconds before a note begins.
struct Pace {
  float chord_s = kSlow;  // since the previous chord
  float note_s = kSlow;   // since the previous note, of the same chord or not
  static constexpr float kSlow = 1000;
};

class Tempo {
 public:
  static constexpr double kTogetherS = 0.02;

  void prepare(int rate_hz) noexcept { rate_hz_ = rate_hz; }
  void reset() noexcept { *this = Tempo(rate_hz_); }
  Pace strike(int64_t sample) noexcept {
    if (note_ < 0) {
      chord_ = note_ = sample;
      return pace_;
    }
    pace_.note_s = seconds(sample - note_);
    note_ = sample;
    if (sample - chord_ < static_cast<int64_t>(kTogetherS * rate_hz_)) return pace_;
    pace_.chord_s = seconds(sample - chord_);
    chord_ = sample;
    return pace_;
  }
  Pace pace() const noexcept { return pace_; }  // of the newest note

  Tempo() = default;

 private:
  explicit Tempo(int rate_hz) noexcept : rate_hz_(rate_hz) {}
  float seconds(int64_t samples) const noexcept {
    return std::min(Pace::kSlow, static_cast<float>(static_cast<double>(samples) / rate_hz_));
  }

  int rate_hz_ = 48000;
  int64_t chord_ = -1, note_ = -1;  // their samples; negative: none yet
  Pace pace_;
};

}  // namespace partials
