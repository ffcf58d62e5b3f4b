// SPDX-License-Identifier: MIT
// Partials turned up or down together and against each other: out_k = in_k 10^((gain + tilt log2 k) / 20), k
// counted from 1. tilt in dB per octave of partial number, gain in dB; either may be unwired. in and out
// [frames][channels][lanes]. No state.
#pragma once
#include "base/kernel.h"
#include "dsp/decibels.h"

PARTIALS_BEGIN

struct Tilt {
  static constexpr Info kInfo{"tilt", 1, "partials tilted and turned up or down", nullptr, 0};

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::frame, 0, false, false, 0, 1});
    spec.add_in({"tilt_db", Rate::frame, 1, true, false, -12, 12});
    spec.add_in({"gain_db", Rate::frame, 1, true, false, -40, 20});
    spec.add_out({"out", Rate::frame, s.in_channels[0]});
  }
  // Constants: nepers per dB times log2 k.
  template <class V>
  static size_t constant_bytes(const Setup& s) {
    return sizeof(Scalar<V>) * static_cast<size_t>(s.in_channels[0]);
  }
  template <class V>
  static void prepare(const Setup& s, void* constants) {
    for (int c = 0; c < s.in_channels[0]; ++c)
      static_cast<Scalar<V>*>(constants)[c] = static_cast<Scalar<V>>(kNepersPerDb * std::log2(c + 1.0));
  }

  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0];
    for (int t = 0; t < call.frames; ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n;
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * n;
      if (flat<V>(s, io, t)) {  // as played, most of the time
        for (int c = 0; c < n; ++c) y[c] = x[c];
      } else {
        for (int c = 0; c < n; ++c) y[c] = x[c] * factor<V>(s, io, t, c);
      }
    }
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const int n = s.in_channels[0];
    const auto* octaves = static_cast<const Scalar<V>*>(io.constants);
    for (int t = 0; t < call.frames; ++t) {
      const size_t at = static_cast<size_t>(t) * n;
      const V *x = lanes_of<V>(io.in[0]) + at, *g = lanes_of<V>(io.d_out[0]) + at;
      V d_tilt = V(0.f), d_gain = V(0.f);
      for (int c = 0; c < n; ++c) {
        const V f = factor<V>(s, io, t, c), gxf = g[c] * x[c] * f;
        d_tilt += gxf * V(octaves[c]);
        d_gain += gxf;
        if (io.d_in[0]) lanes_of<V>(io.d_in[0])[at + c] += g[c] * f;
      }
      if (io.d_in[1]) lanes_of<V>(io.d_in[1])[t] += d_tilt;
      if (io.d_in[2]) lanes_of<V>(io.d_in[2])[t] += d_gain * V(static_cast<Scalar<V>>(kNepersPerDb));
    }
  }

 private:
  template <class V>
  static V wire(const Setup& s, const Io<Scalar<V>>& io, int i, int t) {
    return s.in_channels[i] ? lanes_of<V>(io.in[i])[t] : V(0.f);
  }
  template <class V>
  static bool flat(const Setup& s, const Io<Scalar<V>>& io, int t) {
    if constexpr (kWidth<V> == 1) return wire<V>(s, io, 1, t) == V(0.f) && wire<V>(s, io, 2, t) == V(0.f);
    return false;
  }
  template <class V>
  static V factor(const Setup& s, const Io<Scalar<V>>& io, int t, int c) {
    const V tilt = wire<V>(s, io, 1, t), gain = wire<V>(s, io, 2, t);
    return exp_of(tilt * V(static_cast<const Scalar<V>*>(io.constants)[c]) +
                  gain * V(static_cast<Scalar<V>>(kNepersPerDb)));
  }
};

PARTIALS_END
