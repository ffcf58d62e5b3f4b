// SPDX-License-Identifier: MIT
#include "families/motion/repetitions.h"

#include <algorithm>
#include <cmath>

namespace partials::motion {
namespace {

constexpr double kQuarter = 0.25;
// Packets that arrive unevenly tremble at the frame rate, and three differences enlarge that 10 000 times.
constexpr double kBlock_s = 1. / 15;
constexpr size_t kLeastBlocks = 4;  // a jerk needs as many

}  // namespace

Repetitions::Repetitions(double hop_s)
    : hop_s_(hop_s), values_(static_cast<size_t>(kMostDuration_s / hop_s) + 1) {}

void Repetitions::begin(double low, double high) {
  low_ = low;
  high_ = high;
  frames_ = 0;
  last_ = {};
}

bool Repetitions::frame(double now_s, double value) noexcept {
  if (!is_counting() || !std::isfinite(value)) return false;
  if (frames_ == 0) upwards_ = value < (low_ + high_) / 2;
  const double x = upwards_ ? value : -value;
  if (frames_ == 0) turn_ = far_ = x;
  values_[frames_++ % values_.size()] = x;
  ++since_far_;
  if (x > far_) {
    far_ = x;
    since_far_ = 0;
  }
  const bool went = far_ - turn_ >= kLeastShare * (high_ - low_);
  if (!went && x < turn_) turn_ = far_ = x;
  if (!went || x > turn_ + kQuarter * (far_ - turn_)) return false;
  const bool counts = complete(now_s);
  turn_ = far_ = x;
  return counts;
}

// Looks back from the newest frame to where the way out began. False: it is too short or too long ago.
bool Repetitions::complete(double now_s) noexcept {
  const double quarter = turn_ + kQuarter * (far_ - turn_);
  const size_t kept = std::min(frames_, values_.size());
  size_t length = since_far_ + 1;
  while (length < kept && at(length) > quarter) ++length;
  const auto block = static_cast<size_t>(std::max(1., kBlock_s / hop_s_ + 0.5));
  if (length >= values_.size() || length < kLeastBlocks * block) return false;
  const double block_s = static_cast<double>(block) * hop_s_;
  double x[kLeastBlocks] = {}, peak = 0, jerks = 0;  // x: means of four blocks; jerks: mean of squares
  for (size_t i = 0; (i + 1) * block <= length; ++i) {
    std::copy_backward(x, x + kLeastBlocks - 1, x + kLeastBlocks);
    x[0] = 0;
    for (size_t k = 0; k < block; ++k) x[0] += at(i * block + k) / static_cast<double>(block);
    if (i >= 1) peak = std::max(peak, std::abs(x[0] - x[1]) / block_s);
    const double jerk = (x[0] - 3 * x[1] + 3 * x[2] - x[3]) / (block_s * block_s * block_s);
    if (i >= 3) jerks += (jerk * jerk - jerks) / static_cast<double>(i - 2);
  }
  const double duration_s = static_cast<double>(length) * hop_s_;
  last_ = {last_.number + 1,
           now_s,
           duration_s,
           far_ - turn_,
           (far_ - turn_) / (high_ - low_),
           -std::log1p(std::pow(duration_s, 4) * jerks / (peak * peak))};
  return true;
}

}  // namespace partials::motion
