// SPDX-License-Identifier: MIT
// Elementwise<P>: a processor that treats every number of a frame alike. P gives kInfo and
//   template <class T> static T value(const Setup&, const T& x);
// once, over its number type; the slope comes from a dual number. in and out [frames][channels][lanes].
#pragma once
#include "base/dual.h"
#include "base/kernel.h"

PARTIALS_BEGIN

template <class P>
struct Elementwise {
  static constexpr Info kInfo = P::kInfo;

  static void describe(const Setup& s, Spec& spec) {
    spec.add_in({"in", Rate::frame, 0});
    spec.add_out({"out", Rate::frame, s.in_channels[0]});
  }
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const P f(s);
    const size_t n = static_cast<size_t>(call.frames) * s.in_channels[0];
    const V* x = lanes_of<V>(io.in[0]);
    V* y = lanes_of<V>(io.out[0]);
    for (size_t i = 0; i < n; ++i) y[i] = f.value(x[i]);
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    if (!io.d_in[0]) return;
    const P f(s);
    const size_t n = static_cast<size_t>(call.frames) * s.in_channels[0];
    const V *x = lanes_of<V>(io.in[0]), *g = lanes_of<V>(io.d_out[0]);
    V* d = lanes_of<V>(io.d_in[0]);
    for (size_t i = 0; i < n; ++i) d[i] += g[i] * f.value(Dual<V, 1>::variable(x[i], 0)).d[0];
  }
};

PARTIALS_END
