// SPDX-License-Identifier: MIT
// Dual<V, N>: a value with N partial derivatives, on top of any lane type V (the idea of ceres-solver's Jet).
// Arithmetic on duals is arithmetic on values with the chain rule carried along, so a formula written once as
// a template over its number type yields its own Jacobian: seed input i with d[i] = 1 and read the outputs'
// d. Kinks (select, min, max) take the derivative of the side taken.
#pragma once
#include "base/math.h"

PARTIALS_BEGIN

template <class V, int N>
struct Dual {
  V v;
  V d[N];
  Dual() = default;
  PARTIALS_INLINE Dual(const V& x) : v(x) {
    for (int i = 0; i < N; ++i) d[i] = V(0.f);
  }
  template <class X>
  requires(!__is_same(X, V) && __is_constructible(V, X)) PARTIALS_INLINE Dual(X x)
      : Dual(V(static_cast<Scalar<V>>(x))) {}
  static PARTIALS_INLINE Dual variable(const V& x, int i) {
    Dual r(x);
    r.d[i] = V(1.f);
    return r;
  }
  // f(x) with derivative slope * x'
  static PARTIALS_INLINE Dual chain(const V& value, const V& slope, const Dual& x) {
    Dual r;
    r.v = value;
    for (int i = 0; i < N; ++i) r.d[i] = slope * x.d[i];
    return r;
  }
  friend PARTIALS_INLINE Dual operator+(const Dual& a, const Dual& b) {
    Dual r;
    r.v = a.v + b.v;
    for (int i = 0; i < N; ++i) r.d[i] = a.d[i] + b.d[i];
    return r;
  }
  friend PARTIALS_INLINE Dual operator-(const Dual& a, const Dual& b) {
    Dual r;
    r.v = a.v - b.v;
    for (int i = 0; i < N; ++i) r.d[i] = a.d[i] - b.d[i];
    return r;
  }
  friend PARTIALS_INLINE Dual operator*(const Dual& a, const Dual& b) {
    Dual r;
    r.v = a.v * b.v;
    for (int i = 0; i < N; ++i) r.d[i] = a.d[i] * b.v + a.v * b.d[i];
    return r;
  }
  friend PARTIALS_INLINE Dual operator/(const Dual& a, const Dual& b) {
    Dual r;
    const V inv = V(1.f) / b.v;
    r.v = a.v * inv;
    for (int i = 0; i < N; ++i) r.d[i] = (a.d[i] - r.v * b.d[i]) * inv;
    return r;
  }
  PARTIALS_INLINE Dual operator-() const { return Dual(V(0.f)) - *this; }
  friend PARTIALS_INLINE auto operator<(const Dual& a, const Dual& b) { return a.v < b.v; }
  friend PARTIALS_INLINE auto operator>(const Dual& a, const Dual& b) { return a.v > b.v; }
};

template <class M, class V, int N>
PARTIALS_INLINE Dual<V, N> select(const M& m, const Dual<V, N>& yes, const Dual<V, N>& no) {
  Dual<V, N> r;
  r.v = select(m, yes.v, no.v);
  for (int i = 0; i < N; ++i) r.d[i] = select(m, yes.d[i], no.d[i]);
  return r;
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> min_of(const Dual<V, N>& a, const Dual<V, N>& b) {
  return select(a < b, a, b);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> max_of(const Dual<V, N>& a, const Dual<V, N>& b) {
  return select(a > b, a, b);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> abs_of(const Dual<V, N>& a) {
  return select(a.v < V(0.f), -a, a);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> exp_of(const Dual<V, N>& x) {
  const V y = exp_of(x.v);
  return Dual<V, N>::chain(y, y, x);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> log_of(const Dual<V, N>& x) {
  return Dual<V, N>::chain(log_of(x.v), V(1.f) / x.v, x);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> tanh_of(const Dual<V, N>& x) {
  const V y = tanh_of(x.v);
  return Dual<V, N>::chain(y, V(1.f) - y * y, x);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> sqrt_of(const Dual<V, N>& x) {
  const V y = sqrt_of(x.v);
  return Dual<V, N>::chain(y, V(0.5f) / y, x);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> sin_cycles(const Dual<V, N>& x) {
  return Dual<V, N>::chain(sin_cycles(x.v), V(static_cast<Scalar<V>>(kTwoPi)) * cos_cycles(x.v), x);
}
template <class V, int N>
PARTIALS_INLINE Dual<V, N> cos_cycles(const Dual<V, N>& x) {
  return Dual<V, N>::chain(cos_cycles(x.v), V(static_cast<Scalar<V>>(-kTwoPi)) * sin_cycles(x.v), x);
}

// LaneTraits of a dual are those of its value, so Scalar<> and lane helpers work inside ticks.
template <class V, int N>
struct LaneTraits<Dual<V, N>> {
  using Scalar = typename LaneTraits<V>::Scalar;
  static constexpr int kWidth = LaneTraits<V>::kWidth;
};

PARTIALS_END
