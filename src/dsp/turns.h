// SPDX-License-Identifier: MIT
// Phase as a signed 32-bit fraction of a turn: additions and products with whole numbers wrap exactly, whatever their size.
//   turns_from_cycles  double cycles -> fraction, |cycles| < 2^51
//   sin_turns<Terms>   sine, by the factored odd polynomial y (1 - y^2) P(y^2) with y = half turns in [-1, 1], minimax over
//                      the whole turn: absolute error 2e-7 with 5 terms and 1.5e-7 with 6, of which 1e-7 is the float phase.
// A column is one native vector of phases: samples of one voice, or lanes of one sample.
#pragma once
#include "base/lanes.h"

PARTIALS_BEGIN

template <int N> using Column = typename Lanes<N>::Vec;
template <int N> using Phases = typename Lanes<N>::Int;

PARTIALS_INLINE double wrapped_cycles(double cycles) {  // -0.5 .. 0.5
  const double magic = 6755399441055744.0;              // 1.5 * 2^52 rounds to a whole number
  return cycles - ((cycles + magic) - magic);
}
PARTIALS_INLINE int32_t turns_from_cycles(double cycles) {
  return static_cast<int32_t>(wrapped_cycles(cycles) * 4294967295.0);
}

inline constexpr float kSine5[] = {3.1415912977f, -2.0260837847f, 0.52378045324f, -0.074459368525f, 0.0059732914950f};
inline constexpr float kSine6[] = {3.1415926350f,  -2.0261194555f,   0.52403723718f,
                                   -0.075192224206f, 0.0068679218919f, -0.00038981589298f};

template <int Terms, int N>
PARTIALS_INLINE Column<N> sin_turns(Phases<N> turns) {
  static_assert(Terms == 5 || Terms == 6);
  const float* c = Terms == 5 ? kSine5 : kSine6;
  const Column<N> y = __builtin_convertvector(turns, Column<N>) * 4.656612873077393e-10f;  // 2^-31
  const Column<N> z = y * y;
  Column<N> p = z * c[Terms - 1] + c[Terms - 2];
  for (int i = Terms - 3; i >= 0; --i) p = p * z + c[i];
  return p * (y - y * z);
}
inline constexpr int32_t kQuarterTurn = 1 << 30;

template <class T>
PARTIALS_INLINE T load_unaligned(const void* p) {
  T x;
  std::memcpy(&x, p, sizeof x);
  return x;
}

PARTIALS_END
