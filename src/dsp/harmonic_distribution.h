// SPDX-License-Identifier: MIT
// Amplitudes of partials as in DDSP (Engel et al. 2020): a_k = amplitude d_k / sum of d_j over the partials
// below the model's band, and none above. amplitude [1] and distribution [partials] are positive, per frame.
// No state.
#pragma once
#include "base/kernel.h"

PARTIALS_BEGIN

struct HarmonicDistribution {
  static constexpr Info kInfo{"harmonic_distribution", 1,
                              "amplitude and distribution to amplitudes of partials", nullptr, 0};
  static constexpr double kTiny = 1e-7;

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"f0_hz", Rate::frame, 1, false, false, 40, 4000});
    spec.add_in({"amplitude", Rate::frame, 1, false, false, 0, 1});
    spec.add_in({"distribution", Rate::frame, 0, false, false, 0.01, 1});
    spec.add_out({"amplitudes", Rate::frame, s.in_channels[2]});
  }
  template <class V>
  static V counted(const Setup& s, const V& f0, int k) {
    return select(f0 * V(static_cast<Scalar<V>>(k + 1)) < V(static_cast<Scalar<V>>(s.band_hz)), V(1.f),
                  V(0.f));
  }
  template <class V>
  static V total(const Setup& s, const V& f0, const V* d, int n) {
    V sum = V(static_cast<Scalar<V>>(kTiny));
    for (int k = 0; k < n; ++k) sum += counted(s, f0, k) * d[k];
    return sum;
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[2];
    for (int t = 0; t < call.frames; ++t) {
      const V f0 = lanes_of<V>(io.in[0])[t];
      const V* d = lanes_of<V>(io.in[2]) + static_cast<size_t>(t) * n;
      const V scale = lanes_of<V>(io.in[1])[t] / total(s, f0, d, n);
      for (int k = 0; k < n; ++k)
        lanes_of<V>(io.out[0])[static_cast<size_t>(t) * n + k] = scale * counted(s, f0, k) * d[k];
    }
  }

  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[2];
    for (int t = 0; t < call.frames; ++t) {
      const V f0 = lanes_of<V>(io.in[0])[t], amplitude = lanes_of<V>(io.in[1])[t];
      const V *d = lanes_of<V>(io.in[2]) + static_cast<size_t>(t) * n,
              *g = lanes_of<V>(io.d_out[0]) + static_cast<size_t>(t) * n;
      const V per = V(1.f) / total(s, f0, d, n);
      V along = V(0.f);
      for (int k = 0; k < n; ++k) along += g[k] * counted(s, f0, k) * d[k];
      if (io.d_in[1]) lanes_of<V>(io.d_in[1])[t] += along * per;
      if (!io.d_in[2]) continue;
      for (int k = 0; k < n; ++k)
        lanes_of<V>(io.d_in[2])[static_cast<size_t>(t) * n + k] +=
            amplitude * per * counted(s, f0, k) * (g[k] - along * per);
    }
  }
};

PARTIALS_END
