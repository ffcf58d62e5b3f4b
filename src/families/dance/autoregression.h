// SPDX-License-Identifier: MIT
// AR(2): the next value of a channel from its last two, x[n + 1] = now x[n] + before x[n - 1] + offset + e,
// channel by channel, with the deviation of e as the spread. Fitted in closed form by least squares. It is
// the baseline of a dance, and what its network corrects.
#pragma once
#include <span>
#include <vector>

namespace partials::dance {

struct Autoregression {
  std::vector<float> now, before, offset, spread;  // [channels]

  size_t size() const { return now.size(); }
  // x, last [channels]: of this frame and of the one before; out [channels].
  void expect(const float* x, const float* last, float* out) const noexcept {
    for (size_t c = 0; c < size(); ++c) out[c] = now[c] * x[c] + before[c] * last[c] + offset[c];
  }
};

// takes: rows of so many channels each; no triple of frames crosses from one take to the next. The spread is
// at least 1e-4.
Autoregression fit_autoregression(std::span<const std::vector<float>> takes, size_t channels);

// (x[n + 1] - expected) / spread at every frame n from the second to the last but one of a take:
// [frames - 2][channels].
std::vector<float> residuals(const Autoregression& ar, std::span<const float> take);

// Mean of -ln of the density of normal residuals, in nats a channel: of `residuals` whose unit is `spread`.
double normal_nats(std::span<const float> residuals, std::span<const float> spread);
// Mean of ln spread: what is to be added to nats of residuals to have nats of values.
double mean_log(std::span<const float> spread);

}  // namespace partials::dance
