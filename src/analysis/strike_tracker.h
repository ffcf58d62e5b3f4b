// SPDX-License-Identifier: MIT
// When the current note began, and how loud it became: this distinguishes the tail of a hard stroke from a
// soft stroke. Computed from loudness alone, frame by frame, in the same way for training, playing from keys
// and playing from audio input. A stroke is a rise of kRiseDb within kRiseS, or out of silence; for kGrowS
// after it the loudness may still grow.
//   noexcept, nothing allocated.
#pragma once
#include <algorithm>
#include <array>

namespace partials {

struct Strike {
  float age_s = 0;         // since the stroke, at most kOldestS
  float struck_db = -120;  // the strongest loudness so far, within kGrowS of the stroke
  bool begins = false;     // this very frame
};

class StrikeTracker {
 public:
  static constexpr float kOldestS = 20;

  void prepare(double hop_s) noexcept {
    hop_s_ = static_cast<float>(hop_s);
    window_ = std::clamp(static_cast<int>(kRiseS / hop_s), 1, kMax);
    reset();
  }
  void reset() noexcept {
    past_.fill(kSilentDb);
    at_ = 0;
    now_ = {};
    began_ = false;
  }

  // Loudness of the next frame, in dB.
  Strike next(float loudness_db) noexcept {
    const float low = std::max(*std::min_element(past_.begin(), past_.begin() + window_), kSilentDb);
    now_.begins = false;
    const bool growing = began_ && now_.age_s < kGrowS;
    now_.age_s = began_ ? std::min(now_.age_s + hop_s_, kOldestS) : 0;
    if (!growing && loudness_db > low + kRiseDb && loudness_db > kSilentDb) {
      now_ = {0, loudness_db, true};
      began_ = true;
    } else if (growing || !began_) {
      now_.struck_db = std::max(now_.struck_db, loudness_db);
    }
    past_[static_cast<size_t>(at_)] = loudness_db;
    at_ = (at_ + 1) % window_;
    return now_;
  }

 private:
  static constexpr float kSilentDb = -75, kRiseDb = 8;
  static constexpr double kRiseS = 0.05, kGrowS = 0.1;
  static constexpr int kMax = 64;
  std::array<float, kMax> past_{};
  int window_ = 12, at_ = 0;
  float hop_s_ = 0.004f;
  Strike now_;
  bool began_ = false;
};

}  // namespace partials
