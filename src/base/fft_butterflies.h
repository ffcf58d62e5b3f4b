// SPDX-License-Identifier: MIT
// Small discrete Fourier transforms in registers, X[k] = sum_j a[j] e^(-2 pi i j k / R) for R = 2, 3, 4, 5,
// 8, over any lane type, and one twiddled butterfly of a larger transform. Five is Winograd's factorisation,
// eight two fours and a rotation.
#pragma once
#include "base/registers.h"

PARTIALS_BEGIN

template <class V>
struct ComplexOf {
  V re, im;
  friend PARTIALS_INLINE ComplexOf operator+(const ComplexOf& a, const ComplexOf& b) {
    return {a.re + b.re, a.im + b.im};
  }
  friend PARTIALS_INLINE ComplexOf operator-(const ComplexOf& a, const ComplexOf& b) {
    return {a.re - b.re, a.im - b.im};
  }
  friend PARTIALS_INLINE ComplexOf operator*(const ComplexOf& a, const V& s) { return {a.re * s, a.im * s}; }
  PARTIALS_INLINE ComplexOf times_minus_i() const { return {im, -re}; }
  PARTIALS_INLINE ComplexOf times(const V& c, const V& s) const { return {re * c - im * s, re * s + im * c}; }
};

template <class V>
PARTIALS_INLINE void dft2(ComplexOf<V>& a, ComplexOf<V>& b) {
  const ComplexOf<V> t = a - b;
  a = a + b;
  b = t;
}

template <class V>
PARTIALS_INLINE void dft3(ComplexOf<V>* a) {
  const ComplexOf<V> sum = a[1] + a[2];
  const ComplexOf<V> turn = (a[1] - a[2]) * V(Scalar<V>(0.86602540378443864676));
  const ComplexOf<V> mid = a[0] - sum * V(Scalar<V>(0.5));
  a[0] = a[0] + sum;
  a[1] = {mid.re + turn.im, mid.im - turn.re};
  a[2] = {mid.re - turn.im, mid.im + turn.re};
}

template <class V>
PARTIALS_INLINE void dft4(ComplexOf<V>& a0, ComplexOf<V>& a1, ComplexOf<V>& a2, ComplexOf<V>& a3) {
  const ComplexOf<V> s = a0 + a2, d = a0 - a2, t = a1 + a3, e = a1 - a3;
  a0 = s + t;
  a2 = s - t;
  a1 = {d.re + e.im, d.im - e.re};
  a3 = {d.re - e.im, d.im + e.re};
}

template <class V>
PARTIALS_INLINE void dft5(ComplexOf<V>* a) {
  const V c1 = V(Scalar<V>(0.30901699437494742410)), c2 = V(Scalar<V>(-0.80901699437494742410));
  const V s1 = V(Scalar<V>(0.95105651629515357212)), s2 = V(Scalar<V>(0.58778525229247312917));
  const ComplexOf<V> p = a[1] + a[4], q = a[2] + a[3], u = a[1] - a[4], v = a[2] - a[3];
  const ComplexOf<V> x1 = a[0] + p * c1 + q * c2, x2 = a[0] + p * c2 + q * c1;
  const ComplexOf<V> y1 = u * s1 + v * s2, y2 = u * s2 - v * s1;
  a[0] = a[0] + p + q;
  a[1] = {x1.re + y1.im, x1.im - y1.re};
  a[4] = {x1.re - y1.im, x1.im + y1.re};
  a[2] = {x2.re + y2.im, x2.im - y2.re};
  a[3] = {x2.re - y2.im, x2.im + y2.re};
}

template <class V>
PARTIALS_INLINE void dft8(ComplexOf<V>* a) {
  const V r = V(Scalar<V>(0.70710678118654752440));
  dft4(a[0], a[2], a[4], a[6]);  // even spectrum in 0 2 4 6
  dft4(a[1], a[3], a[5], a[7]);  // odd spectrum in 1 3 5 7
  const ComplexOf<V> o1 = ComplexOf<V>{a[3].re + a[3].im, a[3].im - a[3].re} * r;
  const ComplexOf<V> o2 = {a[5].im, -a[5].re};
  const ComplexOf<V> o3 = ComplexOf<V>{a[7].im - a[7].re, -(a[7].im + a[7].re)} * r;
  const ComplexOf<V> e0 = a[0], e1 = a[2], e2 = a[4], e3 = a[6], o0 = a[1];
  a[0] = e0 + o0;
  a[4] = e0 - o0;
  a[1] = e1 + o1;
  a[5] = e1 - o1;
  a[2] = e2 + o2;
  a[6] = e2 - o2;
  a[3] = e3 + o3;
  a[7] = e3 - o3;
}

template <int R, class V>
PARTIALS_INLINE void dft(ComplexOf<V>* a) {
  if constexpr (R == 2) dft2(a[0], a[1]);
  if constexpr (R == 3) dft3(a);
  if constexpr (R == 4) dft4(a[0], a[1], a[2], a[3]);
  if constexpr (R == 5) dft5(a);
  if constexpr (R == 8) dft8(a);
}

// In place on legs re[j * leg], im[j * leg]. Twiddles of legs 1.. are read at tw[2 * (j - 1) * m] and one m
// further, as one number for all lanes or (Spread) as a vector of neighbours. Twiddled after the small
// transform (decimation in frequency) or before it (Dit).
template <int R, bool Dit, bool Twiddled, bool Spread, class N>
PARTIALS_INLINE void butterfly(Scalar<N>* re, Scalar<N>* im, size_t leg, const Scalar<N>* tw, int m) {
  ComplexOf<N> a[R];
#pragma GCC unroll 8
  for (int j = 0; j < R; ++j) a[j] = {load_unaligned<N>(re + j * leg), load_unaligned<N>(im + j * leg)};
  auto twiddle = [&](int j) {
    const Scalar<N>* w = tw + static_cast<size_t>(2 * (j - 1)) * m;
    if constexpr (Spread)
      return ComplexOf<N>{load_unaligned<N>(w), load_unaligned<N>(w + m)};
    else
      return ComplexOf<N>{N(w[0]), N(w[m])};
  };
  if constexpr (Twiddled && Dit) {
#pragma GCC unroll 8
    for (int j = 1; j < R; ++j) {
      const ComplexOf<N> w = twiddle(j);
      a[j] = a[j].times(w.re, w.im);
    }
  }
  dft<R>(a);
  if constexpr (Twiddled && !Dit) {
#pragma GCC unroll 8
    for (int j = 1; j < R; ++j) {
      const ComplexOf<N> w = twiddle(j);
      a[j] = a[j].times(w.re, w.im);
    }
  }
#pragma GCC unroll 8
  for (int j = 0; j < R; ++j) {
    store_unaligned<N>(re + j * leg, a[j].re);
    store_unaligned<N>(im + j * leg, a[j].im);
  }
}

PARTIALS_END
