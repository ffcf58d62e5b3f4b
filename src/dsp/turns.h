// SPDX-License-Identifier: MIT
// Phase as a 32-bit fraction of a turn: sums and products with whole numbers wrap exactly, for any
// size.
//   turns_from_cycles  double cycles, |cycles| < 2^51
//   sin_turns<Terms>   folded to a quarter turn either side of zero, then an odd minimax polynomial: absolute
//                      error 6e-7 with 4 terms and 3e-9 with 5, to which float rounding adds 1e-7.
// A column is one native vector: successive samples of one voice, or the lanes of one sample.
#pragma once
#include "base/lanes.h"

PARTIALS_BEGIN

template <int N>
using Column = typename Lanes<N>::Vec;
template <int N>
using SignedTurns = typename Lanes<N>::Int;
template <int N>
struct TurnsOf {
  typedef uint32_t Type __attribute__((vector_size(4 * N)));
};
template <int N>
using Turns = typename TurnsOf<N>::Type;
inline constexpr uint32_t kQuarterTurn = 1u << 30, kHalfTurn = 1u << 31;

PARTIALS_INLINE double wrapped_cycles(double cycles) {  // into -0.5 .. 0.5
  const double magic = 6755399441055744.0;              // 1.5 * 2^52: adding it rounds to a whole number
  return cycles - ((cycles + magic) - magic);
}
PARTIALS_INLINE uint32_t turns_from_cycles(double cycles) {
  return static_cast<uint32_t>(static_cast<int32_t>(wrapped_cycles(cycles) * 4294967295.0));
}

inline constexpr float kSine4[] = {3.1415820222f, -5.1671427964f, 2.5418990278f, -0.55463619752f};
inline constexpr float kSine5[] = {3.1415925800f, -5.1677068789f, 2.5500313773f, -0.59804517418f,
                                   0.077220129059f};

template <int Terms, int N>
PARTIALS_INLINE Column<N> sin_turns(Turns<N> turns) {
  static_assert(Terms == 4 || Terms == 5);
  const float* c = Terms == 4 ? kSine4 : kSine5;
  const auto far = reinterpret_cast<SignedTurns<N>>(turns + kQuarterTurn) < 0;
  const Turns<N> near = far ? kHalfTurn - turns : turns;
  const Column<N> y =
      __builtin_convertvector(reinterpret_cast<SignedTurns<N>>(near), Column<N>) * 4.656612873077393e-10f;
  const Column<N> z = y * y;
  Column<N> p = z * c[Terms - 1] + c[Terms - 2];
  for (int i = Terms - 3; i >= 0; --i) p = p * z + c[i];
  return p * y;
}

// cos(2 pi t) of an odd fraction (which has a negative), by the fold |t|: 12 operations, absolute error 7e-7.
template <int N>
PARTIALS_INLINE Column<N> cos_of_odd_turns(Turns<N> turns) {
  const auto t = reinterpret_cast<SignedTurns<N>>(turns);
  const SignedTurns<N> v = t < 0 ? -t : t;
  const Column<N> y = 0.5f - __builtin_convertvector(v, Column<N>) * 4.656612873077393e-10f;
  const Column<N> z = y * y;
  Column<N> p = z * kSine4[3] + kSine4[2];
  p = p * z + kSine4[1];
  p = p * z + kSine4[0];
  return p * y;
}

// --- vectors in memory
template <class T>
PARTIALS_INLINE T load(const void* p) {
  T x;
  std::memcpy(&x, p, sizeof x);
  return x;
}
template <class T>
PARTIALS_INLINE void store(void* p, const T& x) {
  std::memcpy(p, &x, sizeof x);
}
template <int N>
PARTIALS_INLINE float sum_column(const Column<N>& x) {  // halves, then pairs
  if constexpr (N == 4)
    return (x[0] + x[2]) + (x[1] + x[3]);
  else {
    Column<N / 2> half[2];
    std::memcpy(half, &x, sizeof x);
    return sum_column<N / 2>(half[0] + half[1]);
  }
}
// Sums of neighbouring pairs, those of a and then those of b; and from it N columns summed into one.
template <int N>
PARTIALS_INLINE Column<N> pair_sums(const Column<N>& a, const Column<N>& b) {
  if constexpr (N == 4)
    return __builtin_shufflevector(a, b, 0, 2, 4, 6) + __builtin_shufflevector(a, b, 1, 3, 5, 7);
  else if constexpr (N == 8)
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14) +
           __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
  else
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +
           __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}
template <int N>
PARTIALS_INLINE Column<N> sum_each(Column<N>* x) {
  for (int n = N / 2; n; n /= 2)
    for (int i = 0; i < n; ++i) x[i] = pair_sums<N>(x[2 * i], x[2 * i + 1]);
  return x[0];
}
template <int N>
PARTIALS_INLINE Column<N> counting_up() {  // 0, 1, 2, ...
  Column<N> x;
  for (int i = 0; i < N; ++i) x[i] = static_cast<float>(i);
  return x;
}

PARTIALS_END
