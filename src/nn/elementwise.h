// SPDX-License-Identifier: MIT
// Elementwise<P>: a processor that treats every number of a frame alike. P gives kInfo and
//   explicit P(const Setup&);    template <class T> T value(const T& x) const;
// once, over its number type; the slope comes from a dual number. in and out [frames][channels][lanes]. P may
// name its input and the range in which it holds: static constexpr Port kIn.
#pragma once
#include "base/dual.h"
#include "base/kernel.h"
#include "nn/over_channels.h"

PARTIALS_BEGIN

template <class P>
struct Elementwise {
  static constexpr Info kInfo = P::kInfo;

  static void describe(const Setup& s, Spec& spec) {
    if constexpr (requires { P::kIn; })
      spec.add_in(P::kIn);
    else
      spec.add_in({"in", Rate::frame, 0, false, true});
    spec.add_out({"out", s.in_rate[0], s.in_channels[0]});
  }
  template <class V>
  static void forward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    const P f(s);
    const int n = s.in_channels[0];
    for (int t = 0; t < times(s, call); ++t) {
      const V* x = lanes_of<V>(io.in[0]) + static_cast<size_t>(t) * n;
      V* y = lanes_of<V>(io.out[0]) + static_cast<size_t>(t) * n;
      over_channels<V>(n, [=]<class T>(int c) { put(y + c, f.value(get<T>(x + c))); });
    }
  }
  template <class V>
  static void backward(const Setup& s, const Call& call, const Io<Scalar<V>>& io) noexcept {
    if (!io.d_in[0]) return;
    const P f(s);
    const int n = s.in_channels[0];
    for (int t = 0; t < times(s, call); ++t) {
      const size_t at = static_cast<size_t>(t) * n;
      const V *x = lanes_of<V>(io.in[0]) + at, *g = lanes_of<V>(io.d_out[0]) + at;
      V* d = lanes_of<V>(io.d_in[0]) + at;
      over_channels<V>(n, [=]<class T>(int c) {
        put(d + c, get<T>(d + c) + get<T>(g + c) * f.value(Dual<T, 1>::variable(get<T>(x + c), 0)).d[0]);
      });
    }
  }
};

PARTIALS_END
