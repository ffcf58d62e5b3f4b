// SPDX-License-Identifier: MIT
// Protects the listener: peaks stay at or below the ceiling, sample by sample, with no latency. One gain for
// all channels falls at once to ceiling / peak and recovers exponentially. Below the ceiling it changes
// nothing, bit for bit.
#pragma once
#include <algorithm>
#include <cmath>

namespace partials {

class Limiter {
 public:
  static constexpr float kCeiling = 0.9660509f;  // -0.3 dBFS
  void prepare(double rate_hz, double release_s = 0.08) {
    recover_ = 1 - static_cast<float>(std::exp(-1 / (release_s * rate_hz)));
  }
  void reset() noexcept { gain_ = 1; }
  // channels[c][0..n)
  void process(float* const* channels, int n_channels, int n) noexcept {
    for (int i = 0; i < n; ++i) {
      float peak = 0;
      for (int c = 0; c < n_channels; ++c) peak = std::max(peak, std::fabs(channels[c][i]));
      gain_ += recover_ * (1 - gain_);
      if (gain_ > kRested) gain_ = 1;
      if (peak * gain_ > kCeiling) gain_ = kCeiling / peak;
      if (gain_ < 1)
        for (int c = 0; c < n_channels; ++c)
          channels[c][i] = std::clamp(channels[c][i] * gain_, -kCeiling, kCeiling);
    }
  }
  float gain() const noexcept { return gain_; }

 private:
  static constexpr float kRested = 0.99999f;
  float gain_ = 1, recover_ = 0.001f;
};

}  // namespace partials
