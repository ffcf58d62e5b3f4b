// SPDX-License-Identifier: MIT
// When frames are due: frame n at begin + n hop, counted in whole hops, so that hours add no rounding. After
// a second without frames (a suspended machine) it begins anew, and no frame is made up for.
#pragma once
#include <cstdint>

namespace partials::body {

class FrameSchedule {
 public:
  FrameSchedule() = default;
  FrameSchedule(double begin_s, int64_t hop_num, int64_t hop_den) noexcept
      : begin_s_(begin_s), num_(hop_num), den_(hop_den) {}

  double next_s() const noexcept {
    return begin_s_ + static_cast<double>(frames_ * num_) / static_cast<double>(den_);
  }
  // The frame that was due has been made.
  void advance(double now_s) noexcept {
    ++frames_;
    if (next_s() >= now_s - kMostBehind_s) return;
    begin_s_ = now_s;
    frames_ = 0;
  }

 private:
  static constexpr double kMostBehind_s = 1;
  double begin_s_ = 0;
  int64_t num_ = 1, den_ = 60, frames_ = 0;
};

}  // namespace partials::body
