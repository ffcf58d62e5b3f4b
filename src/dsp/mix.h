// SPDX-License-Identifier: MIT
// Sum of in0 .. in7 (samples, mono), each with a gain in dB: the weight `gain_db`, -100 to 24, where -100 is silence.
#pragma once
#include "base/kernel.h"
#include "base/math.h"

PARTIALS_BEGIN

struct Mix {
  static constexpr int kMost = 8;
  static constexpr const char* kIds[kMost] = {"in0", "in1", "in2", "in3", "in4", "in5", "in6", "in7"};
  static constexpr Info kInfo{"mix", 1, "sum with gains", nullptr, 0};

  static void describe(const Setup&, Spec& spec) {
    for (int i = 0; i < kMost; ++i) spec.add_in({kIds[i], Rate::sample, 1, i > 0});
    spec.add_out({"out", Rate::sample, 1});
    spec.add_weight({"gain_db", kMost, 1, Init::zero, 1, -100, 24});
  }
  template <class S> static double gain(S db) { return db <= -100 ? 0 : std::exp(0.11512925464970229 * static_cast<double>(db)); }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    V* y = lanes_of<V>(io.out[0]);
    for (int i = 0; i < call.samples; ++i) y[i] = V(0.f);
    for (int p = 0; p < kMost; ++p) {
      if (!s.in_channels[p]) continue;
      const V g = V(static_cast<Scalar<V>>(gain(io.weights[p])));
      for (int i = 0; i < call.samples; ++i) y[i] += g * lanes_of<V>(io.in[p])[i];
    }
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const V* d = lanes_of<V>(io.d_out[0]);
    for (int p = 0; p < kMost; ++p) {
      if (!s.in_channels[p]) continue;
      const V g = V(static_cast<Scalar<V>>(gain(io.weights[p])));
      V along = V(0.f);
      for (int i = 0; i < call.samples; ++i) {
        along += d[i] * lanes_of<V>(io.in[p])[i];
        if (io.d_in[p]) lanes_of<V>(io.d_in[p])[i] += g * d[i];
      }
      if (io.d_weights) io.d_weights[p] += sum(along * g) * static_cast<Scalar<V>>(0.11512925464970229);
    }
  }
};

PARTIALS_END
