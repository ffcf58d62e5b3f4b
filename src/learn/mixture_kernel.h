// SPDX-License-Identifier: MIT
// The loss of a mixture of diagonal normal densities (learn/output_loss.h, mixture_density) for all lanes at
// once. p [times][components (1 + 2 channels)][lanes], t [times][channels][lanes]. An exponential is computed
// twice, for value and for gradient, rather than kept.
#pragma once
#include "base/cpu.h"
#include "base/math.h"
#include "base/registers.h"

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
    const size_t row = static_cast<size_t>(components) * (1 + 2 * channels) * kWidth<V>;
    double value = 0;
    for (size_t i = 0; i < times; ++i, p += row, d += row, t += static_cast<size_t>(channels) * kWidth<V>)
      value += static_cast<double>(sum(one(p, t, d, components, channels, V(scale))));
    return value;
  }

 private:
  // The buffers belong to callers, who need not align them.
  static V at(const float* x, int i) { return load_unaligned<V>(x + i * kWidth<V>); }
  static void add(float* x, int i, const V& y) { store_unaligned<V>(x + i * kWidth<V>, at(x, i) + y); }

  // ln of the sum of exponentials of n numbers.
  template <class Get>
  static V log_sum(int n, const Get& x) {
    V highest = x(0), total = V(0.f);
    for (int k = 1; k < n; ++k) highest = max_of(highest, x(k));
    for (int k = 0; k < n; ++k) total += exp_of(x(k) - highest);
    return log_of(total) + highest;
  }

  static V one(const float* p, const float* t, float* d, int components, int channels, const V& scale) {
    const V log_total = log_sum(components, [&](int k) { return at(p, k); });
    V joint[kMostComponents];  // ln of weight times density
    joint[0] = V(0.f);         // there is always one
    for (int k = 0; k < components; ++k) {
      const int mean = components + k * channels, log_s = mean + components * channels;
      V half = V(0.f), logs = V(kHalfLogTwoPi * static_cast<float>(channels));
      for (int c = 0; c < channels; ++c) {
        const V z = (at(t, c) - at(p, mean + c)) * exp_of(-at(p, log_s + c));
        half += z * z;
        logs += at(p, log_s + c);
      }
      joint[k] = at(p, k) - log_total - V(0.5f) * half - logs;
    }
    const V log_density = log_sum(components, [&](int k) { return joint[k]; });
    for (int k = 0; k < components; ++k) {
      const int mean = components + k * channels, log_s = mean + components * channels;
      const V share = exp_of(joint[k] - log_density), g = share * scale;
      add(d, k, (exp_of(at(p, k) - log_total) - share) * scale);
      for (int c = 0; c < channels; ++c) {
        const V inverse = exp_of(-at(p, log_s + c)), z = (at(t, c) - at(p, mean + c)) * inverse;
        add(d, mean + c, -(g * z * inverse));
        add(d, log_s + c, g - g * z * z);
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
