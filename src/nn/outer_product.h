// SPDX-License-Identifier: MIT
// d_W[r][c] += sum over frames and lanes of g[frame][r][lane] x[frame][c][lane]: an ordinary matrix product
// in which frames and lanes together are the inner dimension. A panel of x is transposed, so that registers
// run along c and no lane is ever summed across a register; each g is broadcast. 16 KiB of stack.
#pragma once
#include "base/registers.h"

PARTIALS_BEGIN

template <int W>
struct OuterProduct {
  using Vec = Lanes<kNativeWidth>;
  static constexpr int kVec = kNativeWidth;
  static constexpr int kRows = 4, kPanel = kVec * (kRegisters == 32 ? 4 : 2);   // columns of a panel
  static constexpr int kDepth = 4096 / kPanel / W > 0 ? 4096 / kPanel / W : 1;  // frames of a panel

  // g [frames][rows][W], x [frames][cols][W], d_w [rows][cols]
  static void add(const float* g, int rows, const float* x, int cols, float* d_w, int frames) {
    alignas(64) float panel[kDepth * W * kPanel];
    for (int t = 0; t < frames; t += kDepth) {
      const int n = frames - t < kDepth ? frames - t : kDepth;
      const float* from = g + static_cast<size_t>(t) * rows * W;
      for (int c = 0; c < cols; c += kPanel) {
        const int width = cols - c < kPanel ? cols - c : kPanel;
        pack(x + (static_cast<size_t>(t) * cols + c) * W, cols, width, n, panel);
        if (width == kPanel)
          tiles<kRows, kPanel / kVec>({from, rows, n}, 0, panel, d_w + c, cols);
        else
          narrow({from, rows, n}, panel, d_w + c, cols, width);
      }
    }
  }

 private:
  struct Factor {
    const float* g;
    int rows, frames;
  };

  // panel [frames][W][kPanel], zero beyond `width`
  static void pack(const float* x, int cols, int width, int frames, float* panel) {
    constexpr int kBlock = W == 1 ? 1 : Lanes<W>::kVec;
    for (int t = 0; t < frames; ++t, x += static_cast<size_t>(cols) * W, panel += W * kPanel) {
      int c = 0;
      if constexpr (W > 1)
        for (; c + kBlock <= width; c += kBlock)
          for (int l = 0; l < W; l += kBlock) {
            Lanes<kBlock> block[kBlock];
#pragma GCC unroll 16
            for (int i = 0; i < kBlock; ++i) block[i] = load_unaligned<Lanes<kBlock>>(x + (c + i) * W + l);
            transpose(block);
#pragma GCC unroll 16
            for (int i = 0; i < kBlock; ++i)
              store_unaligned<Lanes<kBlock>>(panel + (l + i) * kPanel + c, block[i]);
          }
      for (; c < kPanel; ++c)
        for (int l = 0; l < W; ++l) panel[l * kPanel + c] = c < width ? x[c * W + l] : 0.f;
    }
  }

  template <int R, int N>
  static void tiles(const Factor& f, int r, const float* panel, float* d_w, size_t stride) {
    for (; r + R <= f.rows; r += R) tile<R, N>(f, r, panel, d_w, stride);
    if constexpr (R > 1) tiles<R / 2, N>(f, r, panel, d_w, stride);
  }

  // The last columns, through a copy of whole registers.
  static void narrow(const Factor& f, const float* panel, float* d_w, size_t stride, int width) {
    alignas(64) float copy[kRows * kPanel];
    for (int r = 0; r < f.rows; r += kRows) {
      const int n = f.rows - r < kRows ? f.rows - r : kRows;
      for (int i = 0; i < n; ++i)
        for (int c = 0; c < kPanel; ++c) copy[i * kPanel + c] = c < width ? d_w[(r + i) * stride + c] : 0.f;
      const Factor some{f.g + static_cast<size_t>(r) * W, f.rows, f.frames};
      for (int c = 0; c < width; c += kVec) {
        if (n == kRows)
          tile<kRows, 1>(some, 0, panel + c, copy + c, kPanel);
        else
          for (int i = 0; i < n; ++i) tile<1, 1>(some, i, panel + c, copy + c, kPanel);
      }
      for (int i = 0; i < n; ++i)
        for (int c = 0; c < width; ++c) d_w[(r + i) * stride + c] = copy[i * kPanel + c];
    }
  }

  template <int R, int N>
  __attribute__((noinline)) static void tile(const Factor& f, int first, const float* panel, float* d_w,
                                             size_t stride) {
    const float* g = f.g + static_cast<size_t>(first) * W;
    float* to = d_w + first * stride;
    Vec sums[R][N];
    for (int r = 0; r < R; ++r)
      for (int n = 0; n < N; ++n) sums[r][n] = load_unaligned<Vec>(to + r * stride + n * kVec);
    for (int t = 0; t < f.frames; ++t, g += static_cast<size_t>(f.rows) * W)
      for (int l = 0; l < W; ++l, panel += kPanel) {
        Vec b[N];
#pragma GCC unroll 4
        for (int n = 0; n < N; ++n) b[n] = load_unaligned<Vec>(panel + n * kVec);
#pragma GCC unroll 4
        for (int r = 0; r < R; ++r) {
          const Vec a(g[r * W + l]);
#pragma GCC unroll 4
          for (int n = 0; n < N; ++n) sums[r][n] += a * b[n];
        }
      }
    for (int r = 0; r < R; ++r)
      for (int n = 0; n < N; ++n) store_unaligned<Vec>(to + r * stride + n * kVec, sums[r][n]);
  }
};

PARTIALS_END
