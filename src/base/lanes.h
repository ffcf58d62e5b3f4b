// SPDX-License-Identifier: MIT
// Lanes<W>: W floats that move together, the innermost dimension of every buffer. In training a lane is one
// item of the batch; width 1 is plain float. Stored as as many native vectors as the instruction set of this
// variant needs, so the same text is one AVX-512 register or four SSE ones. Comparison gives a mask for
// select(); there are no branches on lanes.
#pragma once
#include <cstdint>
#include <cstring>

#include "base/isa.h"

PARTIALS_BEGIN

#if defined(__AVX512F__)
inline constexpr int kNativeWidth = 16;
#elif defined(__AVX2__)
inline constexpr int kNativeWidth = 8;
#else
inline constexpr int kNativeWidth = 4;
#endif

template <int W>
struct alignas(4 * W) Lanes {
  static constexpr int kWidth = W;
  static constexpr int kVec = W < kNativeWidth ? W : kNativeWidth;
  static constexpr int kParts = W / kVec;
  typedef float Vec __attribute__((vector_size(4 * kVec)));
  typedef int32_t Int __attribute__((vector_size(4 * kVec)));
  Vec v[kParts];

  Lanes() = default;
  PARTIALS_INLINE Lanes(float x) {
    for (int p = 0; p < kParts; ++p) v[p] = x - Vec{};
  }
  PARTIALS_INLINE float operator[](int i) const { return v[i / kVec][i % kVec]; }
  PARTIALS_INLINE void set(int i, float x) { v[i / kVec][i % kVec] = x; }

#define PARTIALS_OP(op)                                                      \
  friend PARTIALS_INLINE Lanes operator op(const Lanes& a, const Lanes& b) { \
    Lanes r;                                                                 \
    for (int p = 0; p < kParts; ++p) r.v[p] = a.v[p] op b.v[p];              \
    return r;                                                                \
  }                                                                          \
  PARTIALS_INLINE Lanes& operator op##=(const Lanes& b) { return *this = *this op b; }
  PARTIALS_OP(+)
  PARTIALS_OP(-)
  PARTIALS_OP(*)
  PARTIALS_OP(/)
#undef PARTIALS_OP
  PARTIALS_INLINE Lanes operator-() const { return Lanes(0.f) - *this; }
};

// The result of a comparison, lane by lane.
template <int W>
struct LaneMask {
  typename Lanes<W>::Int v[Lanes<W>::kParts];
};

#define PARTIALS_CMP(op)                                                          \
  template <int W>                                                                \
  PARTIALS_INLINE LaneMask<W> operator op(const Lanes<W>& a, const Lanes<W>& b) { \
    LaneMask<W> r;                                                                \
    for (int p = 0; p < Lanes<W>::kParts; ++p) r.v[p] = a.v[p] op b.v[p];         \
    return r;                                                                     \
  }                                                                               \
  template <int W>                                                                \
  PARTIALS_INLINE LaneMask<W> operator op(const Lanes<W>& a, float b) {           \
    return a op Lanes<W>(b);                                                      \
  }
PARTIALS_CMP(<)
PARTIALS_CMP(>)
PARTIALS_CMP(<=)
PARTIALS_CMP(>=)
#undef PARTIALS_CMP

template <int W>
PARTIALS_INLINE Lanes<W> select(const LaneMask<W>& m, const Lanes<W>& yes, const Lanes<W>& no) {
  Lanes<W> r;
  for (int p = 0; p < Lanes<W>::kParts; ++p) r.v[p] = m.v[p] ? yes.v[p] : no.v[p];
  return r;
}
PARTIALS_INLINE float select(bool m, float yes, float no) { return m ? yes : no; }
PARTIALS_INLINE double select(bool m, double yes, double no) { return m ? yes : no; }

template <int W>
PARTIALS_INLINE float sum(const Lanes<W>& a) {  // fixed order: halves, then pairs
  float t[W];
  std::memcpy(t, &a, sizeof t);
  for (int n = W / 2; n >= 1; n /= 2)
    for (int i = 0; i < n; ++i) t[i] += t[i + n];
  return t[0];
}
PARTIALS_INLINE float sum(float a) { return a; }
PARTIALS_INLINE double sum(double a) { return a; }

// Traits: Scalar<V> is float for float and Lanes, double for double; kWidth<V> the number of lanes.
template <class V>
struct LaneTraits;
template <>
struct LaneTraits<float> {
  using Scalar = float;
  static constexpr int kWidth = 1;
};
template <>
struct LaneTraits<double> {
  using Scalar = double;
  static constexpr int kWidth = 1;
};
template <int W>
struct LaneTraits<Lanes<W>> {
  using Scalar = float;
  static constexpr int kWidth = W;
};
template <class V>
using Scalar = typename LaneTraits<V>::Scalar;
template <class V>
inline constexpr int kWidth = LaneTraits<V>::kWidth;

// lane(x, i): the value of lane i, also where V is a plain number.
PARTIALS_INLINE float lane(float x, int) { return x; }
PARTIALS_INLINE double lane(double x, int) { return x; }
template <int W>
PARTIALS_INLINE float lane(const Lanes<W>& x, int i) {
  return x[i];
}
PARTIALS_INLINE void set_lane(float& x, int, float value) { x = value; }
PARTIALS_INLINE void set_lane(double& x, int, double value) { x = value; }
template <int W>
PARTIALS_INLINE void set_lane(Lanes<W>& x, int i, float value) {
  x.set(i, value);
}

PARTIALS_END
