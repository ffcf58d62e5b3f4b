// SPDX-License-Identifier: MIT
// Elementary functions over float, double and Lanes: one name, one formula per function for all float types
// (Cody-Waite reduction and polynomials in the manner of Cephes), libm for double. Each states its error
// against double; tests measure it.
#pragma once
#include <cmath>

#include "base/lanes.h"

PARTIALS_BEGIN

inline constexpr double kPi = 3.14159265358979323846;
inline constexpr double kTwoPi = 2.0 * kPi;

// --- what the polynomials below need, for float and Lanes alike
PARTIALS_INLINE float min_of(float a, float b) { return a < b ? a : b; }
PARTIALS_INLINE float max_of(float a, float b) { return a > b ? a : b; }
PARTIALS_INLINE double min_of(double a, double b) { return a < b ? a : b; }
PARTIALS_INLINE double max_of(double a, double b) { return a > b ? a : b; }
template <int W>
PARTIALS_INLINE Lanes<W> min_of(const Lanes<W>& a, const Lanes<W>& b) {
  return select(a < b, a, b);
}
template <int W>
PARTIALS_INLINE Lanes<W> max_of(const Lanes<W>& a, const Lanes<W>& b) {
  return select(a > b, a, b);
}
template <int W>
PARTIALS_INLINE Lanes<W> min_of(const Lanes<W>& a, float b) {
  return min_of(a, Lanes<W>(b));
}
template <int W>
PARTIALS_INLINE Lanes<W> max_of(const Lanes<W>& a, float b) {
  return max_of(a, Lanes<W>(b));
}

// Nearest integer for |x| < 2^22, by the magic constant 1.5 * 2^23.
template <class V>
PARTIALS_INLINE V round_small(const V& x) {
  const V magic = V(12582912.f);
  V t = x + magic;
  __asm__("" : "+m"(t));  // keeps the compiler from cancelling the two additions
  return t - magic;
}
PARTIALS_INLINE float round_small(float x) { return __builtin_rintf(x); }
PARTIALS_INLINE double round_small(double x) { return __builtin_rint(x); }
template <int W>
PARTIALS_INLINE Lanes<W> round_small(const Lanes<W>& x) {
  Lanes<W> r;
  for (int p = 0; p < Lanes<W>::kParts; ++p) {
    auto t = x.v[p] + 12582912.f;
    r.v[p] = t - 12582912.f;
  }
  return r;
}

// x * 2^n for integral-valued n in [-126, 127].
PARTIALS_INLINE float scale_by_pow2(float x, float n) {
  const int32_t bits = (static_cast<int32_t>(n) + 127) << 23;
  float p;
  std::memcpy(&p, &bits, 4);
  return x * p;
}
template <int W>
PARTIALS_INLINE Lanes<W> scale_by_pow2(const Lanes<W>& x, const Lanes<W>& n) {
  Lanes<W> r;
  for (int p = 0; p < Lanes<W>::kParts; ++p) {
    auto bits = (__builtin_convertvector(n.v[p], typename Lanes<W>::Int) + 127) << 23;
    r.v[p] = x.v[p] * reinterpret_cast<typename Lanes<W>::Vec>(bits);
  }
  return r;
}
// x = m * 2^e with m in [0.5, 1), for x > 0 and normal.
PARTIALS_INLINE void split_exponent(float x, float& m, float& e) {
  int32_t bits;
  std::memcpy(&bits, &x, 4);
  e = static_cast<float>((bits >> 23) - 126);
  bits = (bits & 0x007fffff) | 0x3f000000;
  std::memcpy(&m, &bits, 4);
}
template <int W>
PARTIALS_INLINE void split_exponent(const Lanes<W>& x, Lanes<W>& m, Lanes<W>& e) {
  using Int = typename Lanes<W>::Int;
  using Vec = typename Lanes<W>::Vec;
  for (int p = 0; p < Lanes<W>::kParts; ++p) {
    Int bits = reinterpret_cast<Int>(x.v[p]);
    e.v[p] = __builtin_convertvector((bits >> 23) - 126, Vec);
    m.v[p] = reinterpret_cast<Vec>((bits & 0x007fffff) | 0x3f000000);
  }
}

// e^x; relative error below 2e-7; clamped to [-87, 88].
template <class V>
PARTIALS_INLINE V exp_of(const V& x0) {
  const V x = max_of(min_of(x0, V(88.f)), V(-87.f));
  const V n = round_small(x * V(1.44269504f));
  const V r = (x - n * V(0.693359375f)) + n * V(2.12194440e-4f);
  V p = V(1.9875691500e-4f);
  p = p * r + V(1.3981999507e-3f);
  p = p * r + V(8.3334519073e-3f);
  p = p * r + V(4.1665795894e-2f);
  p = p * r + V(1.6666665459e-1f);
  p = p * r + V(5.0000001201e-1f);
  return scale_by_pow2(p * r * r + r + V(1.f), n);
}
PARTIALS_INLINE double exp_of(double x) { return std::exp(x); }

// Natural logarithm for x >= 1e-37 (smaller is taken as 1e-37); absolute error below 3e-7 times max(1, |log
// x|).
template <class V>
PARTIALS_INLINE V log_of(const V& x0) {
  V m, e;
  split_exponent(max_of(x0, V(1e-37f)), m, e);
  const auto low = m < V(0.70710678f);
  e = select(low, e - V(1.f), e);
  m = select(low, m + m, m) - V(1.f);
  const V z = m * m;
  V p = V(7.0376836292e-2f);
  p = p * m + V(-1.1514610310e-1f);
  p = p * m + V(1.1676998740e-1f);
  p = p * m + V(-1.2420140846e-1f);
  p = p * m + V(1.4249322787e-1f);
  p = p * m + V(-1.6668057665e-1f);
  p = p * m + V(2.0000714765e-1f);
  p = p * m + V(-2.4999993993e-1f);
  p = p * m + V(3.3333331174e-1f);
  V y = p * m * z + e * V(-2.12194440e-4f) - z * V(0.5f);
  return m + y + e * V(0.693359375f);
}
PARTIALS_INLINE double log_of(double x) { return std::log(x > 1e-300 ? x : 1e-300); }

// 1 / (1 + e^-x), and tanh through it; absolute error below 2e-7.
template <class V>
PARTIALS_INLINE V sigmoid_of(const V& x) {
  return V(1.f) / (V(1.f) + exp_of(-x));
}
PARTIALS_INLINE double sigmoid_of(double x) { return 1.0 / (1.0 + std::exp(-x)); }
template <class V>
PARTIALS_INLINE V tanh_of(const V& x) {
  return V(2.f) * sigmoid_of(x + x) - V(1.f);
}
PARTIALS_INLINE double tanh_of(double x) { return std::tanh(x); }

PARTIALS_INLINE float sqrt_of(float x) { return __builtin_sqrtf(x); }
PARTIALS_INLINE double sqrt_of(double x) { return std::sqrt(x); }
template <int W>
PARTIALS_INLINE Lanes<W> sqrt_of(const Lanes<W>& x) {
  Lanes<W> r;
  for (int p = 0; p < Lanes<W>::kParts; ++p)
    for (int i = 0; i < Lanes<W>::kVec; ++i) r.v[p][i] = __builtin_sqrtf(x.v[p][i]);
  return r;
}

PARTIALS_INLINE float abs_of(float x) { return __builtin_fabsf(x); }
PARTIALS_INLINE double abs_of(double x) { return __builtin_fabs(x); }
template <int W>
PARTIALS_INLINE Lanes<W> abs_of(const Lanes<W>& x) {
  return max_of(x, -x);
}

// sin(2 pi t) for t in cycles, |t| < 2^22: reduction to a quarter cycle, odd polynomial; absolute error below
// 2e-7.
template <class V>
PARTIALS_INLINE V sin_cycles(const V& t) {
  const V r = t - round_small(t);                       // -0.5 .. 0.5
  const V q = V(0.25f) - abs_of(abs_of(r) - V(0.25f));  // fold to 0 .. 0.25
  const V s = select(r < V(0.f), -q, q);
  const V z = s * s;
  V p = V(39.536706065730f);
  p = p * z + V(-76.549782293595f);
  p = p * z + V(81.601004073261f);
  p = p * z + V(-41.341655031417f);
  p = p * z + V(6.2831852819986f);
  return p * s;
}
PARTIALS_INLINE double sin_cycles(double t) { return std::sin(kTwoPi * (t - std::floor(t))); }
template <class V>
PARTIALS_INLINE V cos_cycles(const V& t) {
  return sin_cycles(t + V(0.25f));
}

PARTIALS_END
