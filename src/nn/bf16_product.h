// SPDX-License-Identifier: MIT
// The products of nn/matmul.h over 16 lanes with both factors rounded to bfloat16 (8 bits of precision) and sums kept in float:
// vdpbf16ps adds two products per number, twice the arithmetic of a float multiply-add and half the bytes of weights. For
// training where a step's noise is far above the rounding. Only in the variant "bf16", which has to be asked for.
#pragma once
#include <immintrin.h>

#include "base/registers.h"

PARTIALS_BEGIN

// a in the low halves, b in the high ones: what vdpbf16ps multiplies and adds within one number.
PARTIALS_INLINE __m512i bf16_pairs(__m512 a, __m512 b) {
  typedef uint16_t Half __attribute__((vector_size(32)));
  typedef uint32_t Whole __attribute__((vector_size(64)));
  const Whole low = __builtin_convertvector(reinterpret_cast<Half>(_mm512_cvtneps_pbh(a)), Whole);
  const Whole high = __builtin_convertvector(reinterpret_cast<Half>(_mm512_cvtneps_pbh(b)), Whole);
  return reinterpret_cast<__m512i>(low | (high << 16));
}
PARTIALS_INLINE uint32_t bf16_pair(float a, float b) {
  return static_cast<uint32_t>(_mm_cvtsi128_si32(reinterpret_cast<__m128i>(_mm_cvtneps_pbh(_mm_set_ps(0, 0, b, a)))));
}
PARTIALS_INLINE __m512 add_bf16(__m512 sum, __m512i a, __m512i b) {
  return _mm512_dpbf16_ps(sum, reinterpret_cast<__m512bh>(a), reinterpret_cast<__m512bh>(b));
}

// y += A x, A packed [rows / 8][pairs of depth][8 rows] of pairs along the depth, zero beyond its edges.
struct Bf16Product {
  static constexpr int kRows = 8, kColumns = 3, kPairs = 128;  // of a tile; pairs of x packed at a time, 24 KiB of stack

  static size_t bytes(int rows, int depth) { return sizeof(uint32_t) * kRows * ((rows + kRows - 1) / kRows) * static_cast<size_t>((depth + 1) / 2); }

  // A[r][k] = a[r * row + k * step]
  static void pack(const float* a, size_t row, size_t step, int rows, int depth, uint32_t* to) {
    for (int r = 0; r < rows; r += kRows)
      for (int k = 0; k < depth; k += 2)
        for (int i = r; i < r + kRows; ++i) {
          const float* at = a + i * row + k * step;
          *to++ = i >= rows ? 0 : bf16_pair(at[0], k + 1 < depth ? at[step] : 0.f);
        }
  }

  // x [frames][depth][16], y [frames][rows][16]
  static void add(const uint32_t* packed, int rows, int depth, const float* x, float* y, int frames) {
    int t = 0;
    for (; t + kColumns <= frames; t += kColumns) columns<kColumns>(packed, rows, depth, x + static_cast<size_t>(t) * depth * 16, y + static_cast<size_t>(t) * rows * 16);
    for (; t < frames; ++t) columns<1>(packed, rows, depth, x + static_cast<size_t>(t) * depth * 16, y + static_cast<size_t>(t) * rows * 16);
  }

 private:
  template <int N>
  static void columns(const uint32_t* packed, int rows, int depth, const float* x, float* y) {
    __m512i panel[kPairs * N];
    const int pairs = (depth + 1) / 2;
    for (int first = 0; first < pairs; first += kPairs) {
      const int count = pairs - first < kPairs ? pairs - first : kPairs;
      for (int k = 0; k < count; ++k)
        for (int n = 0; n < N; ++n) {
          const int c = 2 * (first + k);
          const float* at = x + (static_cast<size_t>(n) * depth + c) * 16;
          panel[k * N + n] = bf16_pairs(_mm512_loadu_ps(at), c + 1 < depth ? _mm512_loadu_ps(at + 16) : _mm512_setzero_ps());
        }
      for (int r = 0; r < rows; r += kRows)
        tile<N>(packed + static_cast<size_t>(r) * pairs + first * kRows, count, panel, y + static_cast<size_t>(r) * 16, static_cast<size_t>(rows) * 16, rows - r);
    }
  }

  template <int N>
  __attribute__((noinline)) static void tile(const uint32_t* a, int pairs, const __m512i* x, float* y, size_t frame, int rows) {
    __m512 sums[kRows][N];
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < N; ++n) sums[r][n] = r < rows ? _mm512_loadu_ps(y + n * frame + r * 16) : _mm512_setzero_ps();
    for (int k = 0; k < pairs; ++k, a += kRows, x += N) {
#pragma GCC unroll 8
      for (int r = 0; r < kRows; ++r) {
        const __m512i w = _mm512_set1_epi32(static_cast<int>(a[r]));
#pragma GCC unroll 3
        for (int n = 0; n < N; ++n) sums[r][n] = add_bf16(sums[r][n], w, x[n]);
      }
    }
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < N; ++n)
        if (r < rows) _mm512_storeu_ps(y + n * frame + r * 16, sums[r][n]);
  }
};

// d_W += sum over frames and lanes of g x^T; pairs are neighbouring lanes, registers run along the columns.
struct Bf16Outer {
  static constexpr int kRows = 4, kPanel = 64, kFrames = 8;  // 16 KiB of stack

  static void add(const float* g, int rows, const float* x, int cols, float* d_w, int frames) {
    __m512i panel[kFrames * 8 * kPanel / 16];  // [frames][pairs of lanes][columns]
    for (int t = 0; t < frames; t += kFrames) {
      const int n = frames - t < kFrames ? frames - t : kFrames;
      for (int c = 0; c < cols; c += kPanel) {
        const int width = cols - c < kPanel ? cols - c : kPanel;
        for (int i = 0; i < n; ++i) pack(x + (static_cast<size_t>(t + i) * cols + c) * 16, width, panel + i * 8 * (kPanel / 16));
        for (int r = 0; r < rows; r += kRows) {
          const int height = rows - r < kRows ? rows - r : kRows;
          block(g + (static_cast<size_t>(t) * rows + r) * 16, static_cast<size_t>(rows) * 16, panel, n, d_w + static_cast<size_t>(r) * cols + c, cols, height, width);
        }
      }
    }
  }

 private:
  static void pack(const float* x, int width, __m512i* panel) {
    for (int c = 0; c < kPanel; c += 16) {
      Lanes<16> a[16];
#pragma GCC unroll 16
      for (int i = 0; i < 16; ++i) a[i] = c + i < width ? load_unaligned<Lanes<16>>(x + (c + i) * 16) : Lanes<16>(0.f);
      transpose(a);
#pragma GCC unroll 8
      for (int l = 0; l < 8; ++l) panel[l * (kPanel / 16) + c / 16] = bf16_pairs(reinterpret_cast<__m512>(a[2 * l].v[0]), reinterpret_cast<__m512>(a[2 * l + 1].v[0]));
    }
  }

  // At an edge of d_W the tile works on a copy.
  static void block(const float* g, size_t frame, const __m512i* panel, int frames, float* d_w, int cols, int height, int width) {
    alignas(32) uint32_t pairs[kFrames * 8 * kRows];  // [frames][rows][pairs of lanes]
    for (int t = 0; t < frames; ++t)
      for (int r = 0; r < kRows; ++r)
        _mm256_store_si256(reinterpret_cast<__m256i*>(pairs + (t * kRows + r) * 8),
                           reinterpret_cast<__m256i>(_mm512_cvtneps_pbh(r < height ? _mm512_loadu_ps(g + t * frame + r * 16) : _mm512_setzero_ps())));
    if (height == kRows && width == kPanel) return tile(pairs, panel, frames, d_w, cols);
    float copy[kRows * kPanel] = {};
    for (int r = 0; r < height; ++r)
      for (int c = 0; c < width; ++c) copy[r * kPanel + c] = d_w[static_cast<size_t>(r) * cols + c];
    tile(pairs, panel, frames, copy, kPanel);
    for (int r = 0; r < height; ++r)
      for (int c = 0; c < width; ++c) d_w[static_cast<size_t>(r) * cols + c] = copy[r * kPanel + c];
  }

  __attribute__((noinline)) static void tile(const uint32_t* g, const __m512i* x, int frames, float* d_w, size_t stride) {
    constexpr int N = kPanel / 16;
    __m512 sums[kRows][N];
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < N; ++n) sums[r][n] = _mm512_loadu_ps(d_w + r * stride + n * 16);
    for (int t = 0; t < frames; ++t, g += 8 * kRows)
      for (int l = 0; l < 8; ++l, x += N) {
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) {
          const __m512i a = _mm512_set1_epi32(static_cast<int>(g[r * 8 + l]));
#pragma GCC unroll 4
          for (int n = 0; n < N; ++n) sums[r][n] = add_bf16(sums[r][n], a, x[n]);
        }
      }
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < N; ++n) _mm512_storeu_ps(d_w + r * stride + n * 16, sums[r][n]);
  }
};

PARTIALS_END
