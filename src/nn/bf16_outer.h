// SPDX-License-Identifier: MIT
// d_W[r][c] += sum over frames and lanes of g[frame][r][lane] x[frame][c][lane], both rounded to bfloat16
// (nn/bf16_product.h). Pairs are neighbouring lanes; a panel of x is transposed, so that registers run along
// c. 16 KiB of stack.
#pragma once
#include "nn/bf16_product.h"

PARTIALS_BEGIN

template <int W>
struct Bf16Outer {
  // of a tile: rows, registers, columns
  static constexpr int kRows = 4, kVectors = 4, kPanel = 16 * kVectors;
  static constexpr int kPairs = W / 2, kFrames = 64 / kPairs;

  static void add(const float* g, int rows, const float* x, int cols, float* d_w, int frames) {
    __m512i panel[kFrames * kPairs * kVectors];  // [frames][pairs of lanes][columns]
    for (int t = 0; t < frames; t += kFrames) {
      const int n = frames - t < kFrames ? frames - t : kFrames;
      for (int c = 0; c < cols; c += kPanel) {
        const int width = cols - c < kPanel ? cols - c : kPanel;
        for (int i = 0; i < n; ++i)
          pack(x + (static_cast<size_t>(t + i) * cols + c) * W, width, panel + i * kPairs * kVectors);
        for (int r = 0; r < rows; r += kRows) {
          const int height = rows - r < kRows ? rows - r : kRows;
          block(g + (static_cast<size_t>(t) * rows + r) * W, static_cast<size_t>(rows) * W, panel, n,
                d_w + static_cast<size_t>(r) * cols + c, cols, height, width);
        }
      }
    }
  }

 private:
  static void pack(const float* x, int width, __m512i* panel) {
    for (int v = 0; v < kVectors; ++v) {
      alignas(64) float across[W][16];  // [lanes][columns]
      for (int c = 0; c < 16; c += W) {
        Lanes<W> a[W];
#pragma GCC unroll 16
        for (int i = 0; i < W; ++i)
          a[i] = 16 * v + c + i < width ? load_unaligned<Lanes<W>>(x + (16 * v + c + i) * W) : Lanes<W>(0.f);
        transpose(a);
#pragma GCC unroll 16
        for (int i = 0; i < W; ++i) store_unaligned<Lanes<W>>(across[i] + c, a[i]);
      }
      for (int p = 0; p < kPairs; ++p)
        panel[p * kVectors + v] =
            bf16_across<16>(_mm512_load_ps(across[2 * p]), _mm512_load_ps(across[2 * p + 1]));
    }
  }

  // At an edge of d_W the tile works on a copy.
  static void block(const float* g, size_t frame, const __m512i* panel, int frames, float* d_w, int cols,
                    int height, int width) {
    alignas(64) uint32_t pairs[kFrames * kRows * kPairs] = {};  // [frames][rows][pairs of lanes]
    for (int t = 0; t < frames; ++t)
      for (int r = 0; r < height; ++r) round_lanes(g + t * frame + r * W, pairs + (t * kRows + r) * kPairs);
    if (height == kRows && width == kPanel) return tile(pairs, panel, frames, d_w, cols);
    float copy[kRows * kPanel] = {};
    for (int r = 0; r < height; ++r)
      for (int c = 0; c < width; ++c) copy[r * kPanel + c] = d_w[static_cast<size_t>(r) * cols + c];
    tile(pairs, panel, frames, copy, kPanel);
    for (int r = 0; r < height; ++r)
      for (int c = 0; c < width; ++c) d_w[static_cast<size_t>(r) * cols + c] = copy[r * kPanel + c];
  }

  PARTIALS_INLINE static void round_lanes(const float* g, uint32_t* to) {
    if constexpr (W == 16) {
      const auto x = _mm512_cvtneps_pbh(_mm512_loadu_ps(g));
      std::memcpy(to, &x, sizeof x);
    } else {
      const auto x = _mm256_cvtneps_pbh(_mm256_loadu_ps(g));
      std::memcpy(to, &x, sizeof x);
    }
  }

  __attribute__((noinline)) static void tile(const uint32_t* g, const __m512i* x, int frames, float* d_w,
                                             size_t stride) {
    __m512 sums[kRows][kVectors];
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < kVectors; ++n) sums[r][n] = _mm512_loadu_ps(d_w + r * stride + n * 16);
    for (int t = 0; t < frames; ++t, g += kPairs * kRows)
      for (int p = 0; p < kPairs; ++p, x += kVectors) {
#pragma GCC unroll 4
        for (int r = 0; r < kRows; ++r) {
          const __m512i a = _mm512_set1_epi32(static_cast<int>(g[r * kPairs + p]));
#pragma GCC unroll 4
          for (int n = 0; n < kVectors; ++n) sums[r][n] = add_bf16(sums[r][n], a, x[n]);
        }
      }
    for (int r = 0; r < kRows; ++r)
      for (int n = 0; n < kVectors; ++n) _mm512_storeu_ps(d_w + r * stride + n * 16, sums[r][n]);
  }
};

PARTIALS_END
