// SPDX-License-Identifier: MIT
// Phase as a 32-bit fraction of a turn: sums and products with whole numbers wrap exactly, whatever their size.
//   turns_from_cycles  double cycles, |cycles| < 2^51
//   sin_turns<Terms>   by the factored odd polynomial y (1 - y^2) P(y^2) with y = half turns in [-1, 1], minimax over the whole
//                      turn: absolute error 1e-7 with 5 terms, 1e-9 (and right to the last bit near zero) with 6, to which the
//                      rounding of float phase adds 2e-7.
// A column is one native vector: successive samples of one voice, or the lanes of one sample.
#pragma once
#include "base/lanes.h"

PARTIALS_BEGIN

template <int N> using Column = typename Lanes<N>::Vec;
template <int N> using SignedTurns = typename Lanes<N>::Int;
template <int N> struct TurnsOf { typedef uint32_t Type __attribute__((vector_size(4 * N))); };
template <int N> using Turns = typename TurnsOf<N>::Type;
inline constexpr uint32_t kQuarterTurn = 1u << 30, kHalfTurn = 1u << 31;

PARTIALS_INLINE double wrapped_cycles(double cycles) {  // into -0.5 .. 0.5
  const double magic = 6755399441055744.0;              // 1.5 * 2^52: adding it rounds to a whole number
  return cycles - ((cycles + magic) - magic);
}
PARTIALS_INLINE uint32_t turns_from_cycles(double cycles) {
  return static_cast<uint32_t>(static_cast<int32_t>(wrapped_cycles(cycles) * 4294967295.0));
}

inline constexpr float kSine5[] = {3.1415912977f, -2.0260837847f, 0.52378045324f, -0.074459368525f, 0.0059732914950f};
inline constexpr float kSine6[] = {3.1415926350f,  -2.0261194555f,   0.52403723718f,
                                   -0.075192224206f, 0.0068679218919f, -0.00038981589298f};

template <int Terms, int N>
PARTIALS_INLINE Column<N> sin_turns(Turns<N> turns) {
  static_assert(Terms == 5 || Terms == 6);
  const float* c = Terms == 5 ? kSine5 : kSine6;
  const Column<N> y = __builtin_convertvector(reinterpret_cast<SignedTurns<N>>(turns), Column<N>) * 4.656612873077393e-10f;
  const Column<N> z = y * y;
  Column<N> p = z * c[Terms - 1] + c[Terms - 2];
  for (int i = Terms - 3; i >= 0; --i) p = p * z + c[i];
  return p * (y - y * z);
}

// --- vectors in memory
template <class T> PARTIALS_INLINE T load(const void* p) {
  T x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
template <class T> PARTIALS_INLINE void store(void* p, const T& x) { std::memcpy(p, &x, sizeof x); }
template <int N> PARTIALS_INLINE Column<N> counting_up() {  // 0, 1, 2, ...
  Column<N> x;
  for (int i = 0; i < N; ++i) x[i] = static_cast<float>(i);
  return x;
}

PARTIALS_END
