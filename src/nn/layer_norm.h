// SPDX-License-Identifier: MIT
// Layer normalisation over the channels of a frame (Ba, Kiros and Hinton 2016): y = gain (x - mean) /
// sqrt(var + 1e-5) + bias. in and out [frames][channels][lanes].
#pragma once
#include "base/kernel.h"
#include "base/math.h"

PARTIALS_BEGIN

struct LayerNorm {
  static constexpr Info kInfo{"layer_norm", 1, "layer normalisation", nullptr, 0};
  static constexpr double kEpsilon = 1e-5;

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::frame, 0, false, true});
    spec.add_out({"out", s.in_rate[0], s.in_channels[0]});
    spec.add_weight({"gain", s.in_channels[0], 1, Init::one});
    spec.add_weight({"bias", s.in_channels[0], 1, Init::zero});
  }

  template <class V>
  struct Moments {
    V mean, inverse;
  };
  template <class V>
  static Moments<V> moments(const V* x, int n) {
    const V share = V(static_cast<Scalar<V>>(1.0 / n));
    V mean = V(0.f), var = V(0.f);
    for (int c = 0; c < n; ++c) mean += x[c];
    mean *= share;
    for (int c = 0; c < n; ++c) var += (x[c] - mean) * (x[c] - mean);
    return {mean, V(1.f) / sqrt_of(var * share + V(static_cast<Scalar<V>>(kEpsilon)))};
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0];
    for (int t = 0; t < times(s, call); ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n;
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * n;
      const Moments<V> m = moments(x, n);
      for (int c = 0; c < n; ++c)
        y[c] = (x[c] - m.mean) * m.inverse * V(io.weights[c]) + V(io.weights[n + c]);
    }
  }

  template <class V>
  static size_t scratch_bytes(const Setup& s, int, int) {
    return sizeof(V) * 2 * s.in_channels[0];
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0];
    const V share = V(static_cast<Scalar<V>>(1.0 / n));
    V *d_gain = static_cast<V*>(io.scratch), *d_bias = d_gain + n;
    for (int c = 0; c < 2 * n; ++c) d_gain[c] = V(0.f);
    for (int t = 0; t < times(s, call); ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n;
      const V* g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(t) * n;
      const Moments<V> m = moments(x, n);
      V sum_g = V(0.f), sum_gx = V(0.f);
      for (int c = 0; c < n; ++c) {
        const V unit = (x[c] - m.mean) * m.inverse, gw = g[c] * V(io.weights[c]);
        sum_g += gw;
        sum_gx += gw * unit;
        d_gain[c] += g[c] * unit;
        d_bias[c] += g[c];
      }
      if (!io.d_in[0]) continue;
      V* d = lanes_of<V>(io.d_in[0]) + static_cast<size_t>(t) * n;
      for (int c = 0; c < n; ++c) {
        const V unit = (x[c] - m.mean) * m.inverse;
        d[c] += m.inverse * (g[c] * V(io.weights[c]) - share * (sum_g + unit * sum_gx));
      }
    }
    if (io.d_weights)
      for (int c = 0; c < 2 * n; ++c) io.d_weights[c] += sum(d_gain[c]);
  }
};

PARTIALS_END
