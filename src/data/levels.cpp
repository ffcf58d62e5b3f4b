// SPDX-License-Identifier: MIT
#include "data/levels.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr double kOffsetShare = 0.02;  // of the peak
constexpr double kWanderHz = 5.0;      // what moves more slowly is no sound

double mean_of(const std::vector<float>& x, size_t from, size_t to) {
  double sum = 0.0;
  for (size_t i = from; i < to; ++i) sum += x[i];
  return to > from ? sum / static_cast<double>(to - from) : 0.0;
}

// Largest mean of any second.
double wandering(const std::vector<float>& x, size_t second) {
  double most = 0.0;
  for (size_t i = 0; i + second <= x.size(); i += second) most = std::max(most, std::abs(mean_of(x, i, i + second)));
  return most;
}

double peak_of(const std::vector<float>& x, double around) {
  double peak = 0.0;
  for (const float v : x) peak = std::max(peak, std::abs(v - around));
  return peak;
}

}  // namespace

std::string remove_offset(std::vector<float>* x, double rate_hz) {
  if (x->size() < static_cast<size_t>(0.2 * rate_hz)) return "";
  const double offset = mean_of(*x, 0, x->size()), peak = peak_of(*x, offset);
  const auto second = static_cast<size_t>(rate_hz);
  const double largest = std::max(std::abs(offset), wandering(*x, second));
  // In a short sound, part of a period of a low note has a mean as well.
  const double least = kOffsetShare * peak * std::max(1.0, rate_hz / static_cast<double>(x->size()));
  if (!(largest > least) || peak <= 0.0) return "";
  for (float& v : *x) v = static_cast<float>(v - offset);
  if (wandering(*x, second) > kOffsetShare * peak) {
    double slow = mean_of(*x, 0, std::min(second / 10, x->size()));
    const double step = std::min(1.0, 6.28 * kWanderHz / rate_hz);
    for (float& v : *x) slow += step * (v - slow), v = static_cast<float>(v - slow);
  }
  return "an offset of " + std::to_string(std::max(1L, std::lround(100.0 * largest / std::max(1.0, peak)))) + " % of full scale was removed";
}

double full_scale_of(double peak) {
  constexpr double kFarAbove = 8.0;
  if (peak <= kFarAbove) return 1.0;
  for (const int bits : {15, 23}) 
    if (peak <= 1.001 * std::exp2(bits)) return std::exp2(bits);
  return std::max(std::exp2(31), peak);
}

}  // namespace partials
