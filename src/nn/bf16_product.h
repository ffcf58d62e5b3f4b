// SPDX-License-Identifier: MIT
// y += A x over W = 8 or 16 lanes with both factors rounded to bfloat16 (8 bits of precision) and sums kept
// in float: vdpbf16ps multiplies and adds pairs, twice the arithmetic of a float multiply-add, and weights
// take half the bytes. For training, where a step's own noise is far above the rounding. Only in the variant
// "bf16", which must be requested (base/cpu.h). A step along the depth takes 32 numbers of x: 2 channels of
// 16 lanes, or 4 channels of 8 lanes, whose two pairs share a lane.
#pragma once
#include <immintrin.h>

#include "base/registers.h"

PARTIALS_BEGIN

// 32 numbers [kCount][W], rounded, as [W][kCount].
template <int W>
PARTIALS_INLINE __m512i bf16_across(__m512 first, __m512 second) {
  typedef uint16_t Halves __attribute__((vector_size(64)));
  const Halves x = reinterpret_cast<Halves>(_mm512_cvtne2ps_pbh(second, first));
  if constexpr (W == 16)
    return reinterpret_cast<__m512i>(__builtin_shufflevector(x, x, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21,
                                                             6, 22, 7, 23, 8, 24, 9, 25, 10, 26, 11, 27, 12,
                                                             28, 13, 29, 14, 30, 15, 31));
  else
    return reinterpret_cast<__m512i>(__builtin_shufflevector(x, x, 0, 8, 16, 24, 1, 9, 17, 25, 2, 10, 18, 26,
                                                             3, 11, 19, 27, 4, 12, 20, 28, 5, 13, 21, 29, 6,
                                                             14, 22, 30, 7, 15, 23, 31));
}
PARTIALS_INLINE uint16_t bf16_of(float a) {
  return static_cast<uint16_t>(_mm_cvtsi128_si32(reinterpret_cast<__m128i>(_mm_cvtneps_pbh(_mm_set_ss(a)))));
}
PARTIALS_INLINE __m512 add_bf16(__m512 sum, __m512i a, __m512i b) {
  return _mm512_dpbf16_ps(sum, reinterpret_cast<__m512bh>(a), reinterpret_cast<__m512bh>(b));
}

template <int W>
struct Bf16Product {
  using Packed = uint16_t;
  static constexpr int kStep = 32 / W;  // channels of a step
  // of a tile; steps of x rounded at a time: 24 KiB of stack
  static constexpr int kRows = 8, kColumns = 3, kSteps = 128;

  static int steps(int depth) { return (depth + kStep - 1) / kStep; }
  static size_t bytes(int rows, int depth) {
    return sizeof(uint16_t) * kStep * kRows * ((rows + kRows - 1) / kRows) *
           static_cast<size_t>(steps(depth));
  }

  // A[r][k] = a[r * row + k * step], packed [rows / 8][steps][8 rows][kStep], zero beyond its edges.
  static void pack(const float* a, size_t row, size_t step, int rows, int depth, uint16_t* to) {
    for (int r = 0; r < rows; r += kRows)
      for (int k = 0; k < depth; k += kStep)
        for (int i = r; i < r + kRows; ++i)
          for (int j = k; j < k + kStep; ++j)
            *to++ = i < rows && j < depth ? bf16_of(a[i * row + j * step]) : 0;
  }

  // x [frames][depth][W], y [frames][rows][W]
  static void add(const uint16_t* packed, int rows, int depth, const float* x, float* y, int frames) {
    const size_t x_frame = static_cast<size_t>(depth) * W, y_frame = static_cast<size_t>(rows) * W;
    int t = 0;
    for (; t + kColumns <= frames; t += kColumns)
      columns<kColumns>(packed, rows, depth, x + t * x_frame, y + t * y_frame);
    for (; t < frames; ++t) columns<1>(packed, rows, depth, x + t * x_frame, y + t * y_frame);
  }

 private:
  template <int N>
  static void columns(const uint16_t* packed, int rows, int depth, const float* x, float* y) {
    __m512i panel[kSteps * N];
    const int all = steps(depth);
    for (int first = 0; first < all; first += kSteps) {
      const int count = all - first < kSteps ? all - first : kSteps;
      for (int k = 0; k < count; ++k)
        for (int n = 0; n < N; ++n)
          panel[k * N + n] = rounded(x + static_cast<size_t>(n) * depth * W, depth, (first + k) * kStep);
      for (int r = 0; r < rows; r += kRows)
        tile<N>(packed + (static_cast<size_t>(r) * all + first * kRows) * kStep, count, panel,
                y + static_cast<size_t>(r) * W, static_cast<size_t>(rows) * W, rows - r);
    }
  }

  PARTIALS_INLINE static __m512i rounded(const float* x, int depth, int c) {
    const float* at = x + static_cast<size_t>(c) * W;
    if (c + kStep <= depth) return bf16_across<W>(_mm512_loadu_ps(at), _mm512_loadu_ps(at + 16));
    alignas(64) float last[32] = {};
    std::memcpy(last, at, sizeof(float) * W * (depth - c));
    return bf16_across<W>(_mm512_load_ps(last), _mm512_load_ps(last + 16));
  }

  template <int N>
  __attribute__((noinline)) static void tile(const uint16_t* a, int steps, const __m512i* x, float* y,
                                             size_t frame, int rows) {
    __m512 sums[kRows][N];
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < N; ++n) sums[r][n] = _mm512_setzero_ps();
    for (int k = 0; k < steps; ++k, a += kRows * kStep, x += N) {
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        const __m512i w = broadcast(a + r * kStep);
#pragma GCC unroll 3
        for (int n = 0; n < N; ++n) sums[r][n] = add_bf16(sums[r][n], w, x[n]);
      }
    }
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < N; ++n)
        if (r < rows) add_lanes(y + n * frame + r * W, sums[r][n]);
  }

  PARTIALS_INLINE static __m512i broadcast(const uint16_t* a) {
    if constexpr (W == 16) {
      int32_t pair;
      std::memcpy(&pair, a, sizeof pair);
      return _mm512_set1_epi32(pair);
    } else {
      int64_t pairs;
      std::memcpy(&pairs, a, sizeof pairs);
      return _mm512_set1_epi64(pairs);
    }
  }
  PARTIALS_INLINE static void add_lanes(float* y, __m512 sums) {
    if constexpr (W == 16) {
      _mm512_storeu_ps(y, _mm512_loadu_ps(y) + sums);
    } else {
      const auto even = __builtin_shufflevector(sums, sums, 0, 2, 4, 6, 8, 10, 12, 14),
                 odd = __builtin_shufflevector(sums, sums, 1, 3, 5, 7, 9, 11, 13, 15);
      _mm256_storeu_ps(y, _mm256_loadu_ps(y) + (even + odd));
    }
  }
};

PARTIALS_END
