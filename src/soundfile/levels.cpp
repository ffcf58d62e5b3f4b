// SPDX-License-Identifier: MIT
#include "soundfile/levels.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "soundfile/clip_view.h"

namespace partials {
namespace {

constexpr double kOffsetShare = 0.02;  // of the peak
constexpr double kWanderHz = 5.0;      // slower components are not sound

// Of the first n samples.
double mean_of(const ClipView& x, int64_t samples) {
  double sum = 0.0;
  x.cut(0, samples).each_block([&](const float* v, int64_t n) {
    for (int64_t i = 0; i < n; ++i) sum += v[i];
  });
  return samples > 0 ? sum / static_cast<double>(samples) : 0.0;
}

// Largest mean of any second.
double wandering(const ClipView& x, int64_t second) {
  double most = 0.0, sum = 0.0;
  int64_t summed = 0;
  x.each_block([&](const float* v, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      sum += v[i];
      if (++summed < second) continue;
      most = std::max(most, std::abs(sum / static_cast<double>(second)));
      sum = 0.0;
      summed = 0;
    }
  });
  return most;
}

double peak_of(const ClipView& x, double around) {
  double peak = 0.0;
  x.each_block([&](const float* v, int64_t n) {
    for (int64_t i = 0; i < n; ++i) peak = std::max(peak, std::abs(v[i] - around));
  });
  return peak;
}

template <class Change>
void change(SampleStore* x, Change&& one) {
  const auto done = x->change([&](float* v, int64_t n) {
    for (int64_t i = 0; i < n; ++i) v[i] = static_cast<float>(one(v[i]));
  });
  if (!done) throw std::runtime_error(done.error().text);
}

}  // namespace

std::string remove_offset(SampleStore* x, double rate_hz) {
  if (x->size() < static_cast<int64_t>(0.2 * rate_hz)) return "";
  const ClipView all(*x, rate_hz);
  const double offset = mean_of(all, all.samples()), peak = peak_of(all, offset);
  const auto second = static_cast<int64_t>(rate_hz);
  const double largest = std::max(std::abs(offset), wandering(all, second));
  // In a short sound, part of a period of a low note also has a mean.
  const double least = kOffsetShare * peak * std::max(1.0, rate_hz / static_cast<double>(x->size()));
  if (!(largest > least) || peak <= 0.0) return "";
  change(x, [&](float v) { return v - offset; });
  if (wandering(all, second) > kOffsetShare * peak) {
    double slow = mean_of(all, std::min(second / 10, all.samples()));
    const double step = std::min(1.0, 6.28 * kWanderHz / rate_hz);
    change(x, [&](float v) {
      slow += step * (v - slow);
      return v - slow;
    });
  }
  return "an offset of " + std::to_string(std::max(1L, std::lround(100.0 * largest / std::max(1.0, peak)))) +
         " % of full scale was removed";
}

double full_scale_of(double peak) {
  constexpr double kFarAbove = 8.0;
  if (peak <= kFarAbove) return 1.0;
  for (const int bits : {15, 23})
    if (peak <= 1.001 * std::exp2(bits)) return std::exp2(bits);
  return std::max(std::exp2(31), peak);
}

Result<void> set_levels(StoredClip* clip, double peak) {
  clip->full_scale = full_scale_of(peak);
  if (clip->full_scale > 1.0) {
    const auto turned_down = clip->samples.change([&](float* x, int64_t n) {
      for (int64_t i = 0; i < n; ++i) x[i] = static_cast<float>(x[i] / clip->full_scale);
    });
    if (!turned_down) return turned_down;
    clip->remarks.push_back({"above_full_scale",
                             "the level is far above full scale, as with integers stored as floating-point "
                             "numbers; it was reduced",
                             "export it again with a full scale of 1"});
  }
  if (const std::string what = remove_offset(&clip->samples, clip->rate_hz); !what.empty())
    clip->remarks.push_back({"offset", what, "check for a cheap or damaged sound card"});
  return {};
}

}  // namespace partials
