// SPDX-License-Identifier: MIT
#include "families/motion/movement_print.h"

#include <algorithm>
#include <cmath>

#include "families/motion/body_names.h"

namespace partials::motion {
namespace {

constexpr long kReach = kFineSteps;  // fine steps: a rate is the change over two hops

void fill_gaps(Take& take) {
  const size_t width = take.channels.size();
  for (size_t i = 0; i < take.values.size(); ++i)
    if (!std::isfinite(take.values[i])) take.values[i] = i >= width ? take.values[i - width] : 0.f;
}

std::vector<float> smoothed(const std::vector<float>& x) {
  constexpr long kSide = 2;  // hops to both sides
  std::vector<float> y(x.size());
  for (long n = 0; n < static_cast<long>(x.size()); ++n) {
    const long from = std::max(0L, n - kSide), to = std::min(static_cast<long>(x.size()), n + kSide + 1);
    for (long i = from; i < to; ++i)
      y[static_cast<size_t>(n)] += x[static_cast<size_t>(i)] / static_cast<float>(to - from);
  }
  return y;
}

// The values of all channels at every fine step from half a hop before the take to half a hop behind it.
std::vector<float> at_fine_steps(const Take& take, long count) {
  const size_t width = take.channels.size();
  std::vector<float> values(static_cast<size_t>(count) * width);
  size_t after = 0;
  for (long step = 0; step < count; ++step) {
    const double at_s = take.times_s.front() + (static_cast<double>(step - kReach)) * kPrintHopS / kFineSteps;
    while (after < take.frames() && take.times_s[after] < at_s) ++after;
    const size_t b = std::min(after, take.frames() - 1), a = after > 0 ? after - 1 : 0;
    const double part = a == b ? 0 : (at_s - take.times_s[a]) / (take.times_s[b] - take.times_s[a]);
    for (size_t c = 0; c < width; ++c)
      values[static_cast<size_t>(step) * width + c] =
          static_cast<float>(take.frame(a)[c] + part * (take.frame(b)[c] - take.frame(a)[c]));
  }
  return values;
}

}  // namespace

MovementPrint::MovementPrint(const Take& original) {
  Take take = original;
  use_canonical_names(take);
  fill_gaps(take);
  width_ = take.channels.size();
  for (size_t c = 0; c < width_; ++c) channels_.try_emplace(take.channels[c].name, c);
  if (take.frames() < 2) return;
  steps_ = static_cast<long>((take.times_s.back() - take.times_s.front()) / kPrintHopS * kFineSteps) + 1;
  const std::vector<float> values = at_fine_steps(take, steps_ + 2 * kReach);
  rates_.resize(static_cast<size_t>(steps_) * width_);
  for (size_t i = 0; i < rates_.size(); ++i)
    rates_[i] = values[i + 2 * static_cast<size_t>(kReach) * width_] - values[i];
  measure();
}

void MovementPrint::measure() {
  const long count = (steps_ - 1) / kFineSteps + 1;
  deviations_.assign(width_, 0);
  for (long hop = 0; hop < count; ++hop)
    for (size_t c = 0; c < width_; ++c) {
      const double r = rates(hop * kFineSteps)[c];
      deviations_[c] += r * r / static_cast<double>(count);
    }
  for (double& d : deviations_) d = std::sqrt(d);
  for (long hop = 0; hop < count; ++hop) {
    double sum = 0;
    for (size_t c = 0; c < width_; ++c) {
      const double scaled = deviations_[c] > 0 ? rates(hop * kFineSteps)[c] / deviations_[c] : 0;
      sum += scaled * scaled;
    }
    speeds_.push_back(static_cast<float>(std::sqrt(sum / static_cast<double>(width_))));
  }
  speeds_ = smoothed(speeds_);
}

}  // namespace partials::motion
