// SPDX-License-Identifier: MIT
// Every channel with a gain of its own: out_c = in_c gains_c. gains is always [frames][128][lanes], so that a
// spectral edit does not depend on the number of channels (partials, noise bands) of a model; channels beyond
// pass unchanged. No state.
#pragma once
#include "base/kernel.h"

PARTIALS_BEGIN

struct ChannelGains {
  static constexpr int kMax = 128;
  static constexpr Info kInfo{"channel_gains", 1, "every channel with a gain of its own", nullptr, 0};

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::frame, 0, false, false, 0, 1});
    spec.add_in({"gains", Rate::frame, kMax, false, false, 0, 4});
    spec.add_out({"out", Rate::frame, s.in_channels[0]});
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0], ruled = n < kMax ? n : kMax;
    for (int t = 0; t < call.frames; ++t) {
      const V *x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n,
              *gains = lanes_of<V>(io.in[1]) + static_cast<size_t>(t) * kMax;
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * n;
      for (int c = 0; c < ruled; ++c) y[c] = x[c] * gains[c];
      for (int c = ruled; c < n; ++c) y[c] = x[c];
    }
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0], ruled = n < kMax ? n : kMax;
    for (int t = 0; t < call.frames; ++t) {
      const size_t at = static_cast<size_t>(t) * n, gain_at = static_cast<size_t>(t) * kMax;
      const V *x = lanes_of<V>(io.in[0]) + at, *gains = lanes_of<V>(io.in[1]) + gain_at,
              *g = lanes_of<V>(io.d_out[0]) + at;
      if (V* d_x = io.d_in[0] ? lanes_of<V>(io.d_in[0]) + at : nullptr) {
        for (int c = 0; c < ruled; ++c) d_x[c] += g[c] * gains[c];
        for (int c = ruled; c < n; ++c) d_x[c] += g[c];
      }
      if (V* d_gains = io.d_in[1] ? lanes_of<V>(io.d_in[1]) + gain_at : nullptr)
        for (int c = 0; c < ruled; ++c) d_gains[c] += g[c] * x[c];
    }
  }
};

PARTIALS_END
