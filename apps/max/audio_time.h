// SPDX-License-Identifier: MIT
// At which logical time of Max's scheduler a block of audio ends. The scheduler's clock and that of the
// sound card are not the same and, unless the scheduler runs in the audio interrupt, the scheduler's time
// jumps about by a millisecond or more between blocks. So blocks follow each other without gaps, drawn
// slowly towards the scheduler's time, and jump only where both are far apart. Times in milliseconds.
// [audio-thread]
#pragma once
#include <algorithm>
#include <cmath>

namespace partials::max {

class AudioTime {
 public:
  double block_end_ms(double scheduler_ms, double block_ms) noexcept {
    const double expected_ms = end_ms_ + block_ms, error_ms = scheduler_ms - expected_ms;
    const bool far = !(std::abs(error_ms) <= std::max(kFarMs, 2 * block_ms));
    end_ms_ = far ? scheduler_ms : expected_ms + kFollow * error_ms;
    return end_ms_;
  }

 private:
  static constexpr double kFarMs = 20, kFollow = 0.01;  // kFollow: of the error, in each block
  double end_ms_ = -1e9;
};

}  // namespace partials::max
