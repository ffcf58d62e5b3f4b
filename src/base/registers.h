// SPDX-License-Identifier: MIT
// Operations for code that fills whole registers itself (transforms, matrix products), beyond the arithmetic
// of Lanes: unaligned loads, interleaving, transposition, and the number of registers. Lanes<W> is one
// register here.
#pragma once
#include "base/lanes.h"

PARTIALS_BEGIN

inline constexpr int kRegisters = kNativeWidth == 16 ? 32 : 16;

template <class N>
PARTIALS_INLINE N load_unaligned(const Scalar<N>* p) {
  N x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
template <class N>
PARTIALS_INLINE void store_unaligned(Scalar<N>* p, const N& x) {
  std::memcpy(p, &x, sizeof x);
}

// a0 b0 a1 b1 ... of the first halves into a, of the second halves into b.
template <int W>
PARTIALS_INLINE void interleave(Lanes<W>& a, Lanes<W>& b) {
  const auto x = a.v[0], y = b.v[0];
  if constexpr (W == 16) {
    a.v[0] = __builtin_shufflevector(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    b.v[0] = __builtin_shufflevector(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  } else if constexpr (W == 8) {
    a.v[0] = __builtin_shufflevector(x, y, 0, 8, 1, 9, 2, 10, 3, 11);
    b.v[0] = __builtin_shufflevector(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
  } else {
    a.v[0] = __builtin_shufflevector(x, y, 0, 4, 1, 5);
    b.v[0] = __builtin_shufflevector(x, y, 2, 6, 3, 7);
  }
}

// Two registers side by side as one of twice the width, and back.
template <int W>
PARTIALS_INLINE Lanes<2 * W> join(const Lanes<W>& low, const Lanes<W>& high) {
  Lanes<2 * W> r;
  if constexpr (W == 8)
    r.v[0] =
        __builtin_shufflevector(low.v[0], high.v[0], 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  else
    r.v[0] = __builtin_shufflevector(low.v[0], high.v[0], 0, 1, 2, 3, 4, 5, 6, 7);
  return r;
}
template <int W>
PARTIALS_INLINE void split(const Lanes<2 * W>& x, Lanes<W>& low, Lanes<W>& high) {
  const auto v = x.v[0];
  if constexpr (W == 8) {
    low.v[0] = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
    high.v[0] = __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
  } else {
    low.v[0] = __builtin_shufflevector(v, v, 0, 1, 2, 3);
    high.v[0] = __builtin_shufflevector(v, v, 4, 5, 6, 7);
  }
}

// Rows become columns: as many perfect shuffles of the W^2 numbers as W has bits.
template <int W>
PARTIALS_INLINE void transpose(Lanes<W>* a) {
  Lanes<W> t[W];
#pragma GCC unroll 4
  for (int bits = W; bits > 1; bits /= 2) {
#pragma GCC unroll 8
    for (int i = 0; i < W / 2; ++i) {
      t[2 * i] = a[i];
      t[2 * i + 1] = a[i + W / 2];
      interleave(t[2 * i], t[2 * i + 1]);
    }
#pragma GCC unroll 16
    for (int i = 0; i < W; ++i) a[i] = t[i];
  }
}

PARTIALS_END
