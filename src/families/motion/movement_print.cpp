// SPDX-License-Identifier: MIT
#include "families/motion/movement_print.h"

#include <algorithm>
#include <cmath>

#include "families/motion/body_names.h"

namespace partials::motion {
namespace {

void fill_gaps(Take& take) {
  const size_t width = take.channels.size();
  for (size_t i = 0; i < take.values.size(); ++i)
    if (!std::isfinite(take.values[i])) take.values[i] = i >= width ? take.values[i - width] : 0.f;
}

std::vector<float> smoothed(const std::vector<float>& x) {
  constexpr long kReach = 2;  // frames to both sides
  std::vector<float> y(x.size());
  for (long n = 0; n < static_cast<long>(x.size()); ++n) {
    const long from = std::max(0L, n - kReach), to = std::min(static_cast<long>(x.size()), n + kReach + 1);
    for (long i = from; i < to; ++i)
      y[static_cast<size_t>(n)] += x[static_cast<size_t>(i)] / static_cast<float>(to - from);
  }
  return y;
}

}  // namespace

MovementPrint::MovementPrint(const Take& take) : take_(take) {
  use_canonical_names(take_);
  fill_gaps(take_);
  for (size_t c = 0; c < take_.channels.size(); ++c) channels_.try_emplace(take_.channels[c].name, c);
  if (take_.frames() < 2) return;
  start_s_ = take_.times_s.front();
  const size_t width = take_.channels.size();
  const auto frames = static_cast<size_t>((take_.times_s.back() - start_s_) / kPrintHopS) + 1;
  deviations_.assign(width, 0);
  std::vector<double> rates(frames * width);
  for (size_t n = 0; n < frames; ++n)
    for (size_t c = 0; c < width; ++c) {
      const double r = rate(c, static_cast<double>(n) * kPrintHopS);
      rates[n * width + c] = r;
      deviations_[c] += r * r / static_cast<double>(frames);
    }
  for (double& d : deviations_) d = std::sqrt(d);
  for (size_t n = 0; n < frames; ++n) {
    double sum = 0;
    for (size_t c = 0; c < width; ++c) {
      const double scaled = deviations_[c] > 0 ? rates[n * width + c] / deviations_[c] : 0;
      sum += scaled * scaled;
    }
    speeds_.push_back(static_cast<float>(std::sqrt(sum / static_cast<double>(width))));
  }
  speeds_ = smoothed(speeds_);
}

double MovementPrint::rate(size_t channel, double time_s) const {
  return value(channel, time_s + kPrintHopS / 2) - value(channel, time_s - kPrintHopS / 2);
}

double MovementPrint::value(size_t channel, double time_s) const {
  const auto& times = take_.times_s;
  const double at_s = time_s + start_s_;
  const auto after = static_cast<size_t>(std::lower_bound(times.begin(), times.end(), at_s) - times.begin());
  if (after == 0) return take_.frame(0)[channel];
  if (after == times.size()) return take_.frame(after - 1)[channel];
  const double part = (at_s - times[after - 1]) / (times[after] - times[after - 1]);
  const double a = take_.frame(after - 1)[channel], b = take_.frame(after)[channel];
  return a + part * (b - a);
}

}  // namespace partials::motion
