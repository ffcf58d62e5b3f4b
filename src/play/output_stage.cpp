// SPDX-License-Identifier: MIT
#include "play/output_stage.h"

#include <algorithm>
#include <cmath>

#include "play/gain.h"

namespace partials {
namespace {

constexpr double kSmoothS = 0.004;

// Reaches the target even if a step is below the resolution of a float.
void approach(float& x, float to, float step) noexcept {
  x += step * (to - x);
  if (std::fabs(to - x) < 5e-5f) x = to;
}
float output_gain(float db) noexcept { return db <= kParameters[kOutput].min ? 0.f : gain_of(db); }

}  // namespace

void OutputStage::prepare(double rate_hz, int max_block, int latency_samples, bool dry) {
  has_dry_ = dry;
  latency_ = latency_samples;
  smooth_ = 1 - static_cast<float>(std::exp(-1 / (kSmoothS * rate_hz)));
  limiter_.prepare(rate_hz);
  const auto size = static_cast<size_t>(max_block);
  for (auto& d : dry_) d.assign(size, 0.f);
  for (auto& d : delay_) d.assign(static_cast<size_t>(latency_samples) + size + 1, 0.f);
}

void OutputStage::reset(const Values& values) noexcept {
  for (auto& d : delay_) std::fill(d.begin(), d.end(), 0.f);
  delay_at_ = 0;
  limiter_.reset();
  gain_ = output_gain(values[kOutput]);
  mix_ = values[kMix] / 100;
  bypass_ = values[kBypass];
}

void OutputStage::read_input(const float* const* in, int channels, int from, int n) noexcept {
  if (!has_dry_) return;
  const size_t size = delay_[0].size(), latency = static_cast<size_t>(latency_);
  for (int i = 0; i < n; ++i) {
    const size_t write = delay_at_, read = (delay_at_ + size - latency) % size;
    for (int c = 0; c < 2; ++c) {
      const float x = channels ? in[std::min(c, channels - 1)][from + i] : 0.f;
      delay_[c][write] = std::isfinite(x) ? x : 0.f;
      dry_[c][static_cast<size_t>(i)] = delay_[c][read];
    }
    delay_at_ = (delay_at_ + 1) % size;
  }
}

float OutputStage::process(float* const* wet, int n, const Values& values) noexcept {
  const float gain = output_gain(values[kOutput]), mix = has_dry_ ? values[kMix] / 100 : 1,
              bypass = values[kBypass];
  int limited = 0;  // samples until only the bypass is audible
  for (int i = 0; i < n; ++i) {
    approach(gain_, gain, smooth_);
    approach(mix_, mix, smooth_);
    approach(bypass_, bypass, smooth_);
    if (bypass_ < 1) limited = i + 1;
    for (int c = 0; c < 2; ++c) {
      const float d = has_dry_ ? dry_[c][static_cast<size_t>(i)] : 0.f, w = wet[c][i];
      const float x = gain_ * (mix_ == 1 ? w : d + mix_ * (w - d));
      const float y = bypass_ == 0 ? x : bypass_ == 1 ? d : x + bypass_ * (d - x);
      wet[c][i] = std::isfinite(y) ? y : 0.f;
    }
  }
  if (values[kLimiter] > 0.5f) limiter_.process(wet, 2, limited);
  float peak = 0;
  for (int i = 0; i < n; ++i) peak = std::max({peak, std::fabs(wet[0][i]), std::fabs(wet[1][i])});
  return peak;
}

}  // namespace partials
