// SPDX-License-Identifier: MIT
// Minima of a height, frame by frame: the smoothed height turns upwards, kDrop of the range of the last three
// seconds, and kLeast_m, below the crest before, and kLeast_s after the last one.
#pragma once
#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>

namespace partials::conductor {

class TurningPoints {
 public:
  static constexpr double kSmooth_s = 0.06, kRange_s = 3, kDrop = 0.2, kLeast_s = 0.25;
  static constexpr double kLeast_m = 0.008;

  explicit TurningPoints(double hop_s)
      : hop_s_(hop_s), width_(std::max<size_t>(1, static_cast<size_t>(std::lround(kSmooth_s / hop_s)))) {}

  // The time of a minimum that this frame makes known. The height is that of one hop before (even_take.h).
  std::optional<double> frame(double time_s, double height) {
    window_.push_back(height);
    if (window_.size() > width_) window_.pop_front();
    double mean = 0;
    for (const double y : window_) mean += y / static_cast<double>(window_.size());
    range_.push_back(mean);
    if (static_cast<double>(range_.size()) * hop_s_ > kRange_s) range_.pop_front();
    const auto [low, high] = std::minmax_element(range_.begin(), range_.end());
    crest_ = std::max(crest_, mean);
    std::optional<double> found;
    const double drop = crest_ - before_;
    if (seen_ >= 2 && before_ < before_that_ && mean >= before_ && drop > kDrop * (*high - *low) &&
        drop > kLeast_m) {
      const double bend = before_that_ - 2 * before_ + mean;
      const double vertex = bend > 0 ? 0.5 * (before_that_ - mean) / bend : 0;
      const double late_s = hop_s_ * (1 + 0.5 * static_cast<double>(width_ - 1));
      const double at_s = time_s + (vertex - 1) * hop_s_ - late_s;
      if (at_s - last_s_ >= kLeast_s) {
        found = last_s_ = at_s;
        crest_ = mean;
      }
    }
    before_that_ = before_;
    before_ = mean;
    ++seen_;
    return found;
  }

 private:
  double hop_s_;
  size_t width_, seen_ = 0;
  std::deque<double> window_, range_;
  double before_ = 0, before_that_ = 0, crest_ = -1e9, last_s_ = -1e9;
};

}  // namespace partials::conductor
