// SPDX-License-Identifier: MIT
// The loss of a mixture of diagonal normal densities (learn/output_loss.h, mixture_density) for all lanes at
// once. p [times][components (1 + 2 channels)][lanes], t [times][channels][lanes]. An exponential is computed
// twice, for value and for gradient, rather than kept.
#pragma once
#include "base/cpu.h"
#include "base/math.h"

namespace partials {

inline constexpr int kMostComponents = 64;

// Adds the gradient of scale * the sum over times and lanes of -ln density to d (as p); returns that sum
// without scale. components: at most kMostComponents.
using MixtureLoss = double (*)(const float* p, const float* t, float* d, size_t times, int components,
                               int channels, float scale);
struct MixtureTable {
  MixtureLoss w1, w8, w16;
};
const MixtureTable& mixture_table(Isa isa);  // in learn/output_loss.cpp

}  // namespace partials

PARTIALS_BEGIN

template <class V>
struct MixtureKernel {
  static constexpr float kHalfLogTwoPi = 0.9189385332f;

  static double loss(const float* p, const float* t, float* d, size_t times, int components, int channels,
                     float scale) {
    double value = 0;
    for (size_t i = 0; i < times; ++i) {
      value += static_cast<double>(
          sum(one(lanes(p), lanes(t), reinterpret_cast<V*>(d), components, channels, V(scale))));
      p += static_cast<size_t>(components) * (1 + 2 * channels) * kWidth<V>;
      d += static_cast<size_t>(components) * (1 + 2 * channels) * kWidth<V>;
      t += static_cast<size_t>(channels) * kWidth<V>;
    }
    return value;
  }

 private:
  static const V* lanes(const float* x) { return reinterpret_cast<const V*>(x); }

  // ln of the sum of exponentials.
  static V log_sum(const V* x, int n) {
    V highest = x[0], total = V(0.f);
    for (int k = 1; k < n; ++k) highest = max_of(highest, x[k]);
    for (int k = 0; k < n; ++k) total += exp_of(x[k] - highest);
    return log_of(total) + highest;
  }

  static V one(const V* p, const V* t, V* d, int components, int channels, const V& scale) {
    const V log_total = log_sum(p, components);
    V joint[kMostComponents];  // ln of weight times density
    for (int k = 0; k < components; ++k) {
      const V *mean = p + components + k * channels, *log_s = mean + components * channels;
      V half = V(0.f), logs = V(kHalfLogTwoPi * static_cast<float>(channels));
      for (int c = 0; c < channels; ++c) {
        const V z = (t[c] - mean[c]) * exp_of(-log_s[c]);
        half += z * z;
        logs += log_s[c];
      }
      joint[k] = p[k] - log_total - V(0.5f) * half - logs;
    }
    const V log_density = log_sum(joint, components);
    for (int k = 0; k < components; ++k) {
      const V *mean = p + components + k * channels, *log_s = mean + components * channels;
      V *d_mean = d + components + k * channels, *d_log_s = d_mean + components * channels;
      const V share = exp_of(joint[k] - log_density), g = share * scale;
      d[k] += (exp_of(p[k] - log_total) - share) * scale;
      for (int c = 0; c < channels; ++c) {
        const V inverse = exp_of(-log_s[c]), z = (t[c] - mean[c]) * inverse;
        d_mean[c] += -(g * z * inverse);
        d_log_s[c] += g - g * z * z;
      }
    }
    return -log_density;
  }
};

struct MixtureKernels {
  using Table = MixtureTable;
  static constexpr Table table() {
    return {MixtureKernel<float>::loss, MixtureKernel<Lanes<8>>::loss, MixtureKernel<Lanes<16>>::loss};
  }
};

PARTIALS_END
