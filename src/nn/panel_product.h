// SPDX-License-Identifier: MIT
// y += A x for panels of lanes. A is row-major, or packed in panels of eight rows [rows / 8][depth][8]. A tile of rows x registers
// stays put while k runs and each weight is broadcast. Every output is one chain of additions over k whatever the tile, so a
// frame's result does not depend on its neighbours.
#pragma once
#include "base/registers.h"

PARTIALS_BEGIN

template <int W>
struct PanelProduct {
  using Vec = Lanes<Lanes<W>::kVec>;
  static constexpr int kVec = Vec::kWidth, kParts = Lanes<W>::kParts;
  static constexpr int kRows = kRegisters / 4;  // with three columns: leaves registers for x and one weight

  struct Matrix {
    const float* a;
    int rows, depth;
    bool packed;
    const float* row(int r) const { return packed ? a + static_cast<size_t>(r & ~7) * depth + (r & 7) : a + static_cast<size_t>(r) * depth; }
  };

  // Rows read with a stride, as those of a transpose, are packed once for many products.
  static size_t packed_bytes(int rows, int depth) { return sizeof(float) * ((rows + 7) & ~7) * static_cast<size_t>(depth); }
  static void pack_transpose(const float* w, int rows, int depth, float* to) {  // A[r][k] = w[k * rows + r]
    for (int r = 0; r < rows; r += 8)
      for (int k = 0; k < depth; ++k)
        for (int i = r; i < r + 8; ++i) *to++ = i < rows ? w[static_cast<size_t>(k) * rows + i] : 0.f;
  }

  // x [frames][depth][W], y [frames][rows][W]
  static void add(const Matrix& m, const float* x, float* y, int frames) {
    const int n = frames * kParts;
    int j = 0;
    for (; j + 3 <= n; j += 3) columns<3>(m, x, y, j);
    if (n - j == 2) columns<2>(m, x, y, j);
    if (n - j == 1) columns<1>(m, x, y, j);
  }

 private:
  // N registers side by side: number j is part j % kParts of the lanes of frame j / kParts.
  template <int N>
  static void columns(const Matrix& m, const float* x, float* y, int j) {
    const float* from[N];
    float* to[N];
    for (int n = 0; n < N; ++n) {
      const size_t frame = (j + n) / kParts, part = (j + n) % kParts * kVec;
      from[n] = x + frame * m.depth * W + part;
      to[n] = y + frame * m.rows * W + part;
    }
    rows<N == 1 ? 8 : kRows, N>(m, 0, from, to);
  }

  // Rows from r on, in tiles of R, then of R / 2 ... 1.
  template <int R, int N>
  static void rows(const Matrix& m, int r, const float* const* x, float* const* y) {
    for (; r + R <= m.rows; r += R) tile<R, N>(m, r, x, y);
    if constexpr (R > 1) rows<R / 2, N>(m, r, x, y);
  }

  template <int R, int N>
  __attribute__((noinline)) static void tile(const Matrix& m, int first, const float* const* from, float* const* to) {
    const float* a = m.row(first);
    const size_t row = m.packed ? 1 : m.depth, step = m.packed ? 8 : 1, at = static_cast<size_t>(first) * W;
    const float* x[N];
    Vec sums[R][N];
    for (int n = 0; n < N; ++n) x[n] = from[n];
    for (int r = 0; r < R; ++r)
      for (int n = 0; n < N; ++n) sums[r][n] = load_unaligned<Vec>(to[n] + at + r * W);
    for (int k = 0, depth = m.depth; k < depth; ++k, a += step) {
      Vec b[N];
#pragma GCC unroll 3
      for (int n = 0; n < N; ++n) b[n] = load_unaligned<Vec>(x[n] + static_cast<size_t>(k) * W);
#pragma GCC unroll 8
      for (int r = 0; r < R; ++r) {
        const Vec w(a[r * row]);
#pragma GCC unroll 3
        for (int n = 0; n < N; ++n) sums[r][n] += w * b[n];
      }
    }
    for (int r = 0; r < R; ++r)
      for (int n = 0; n < N; ++n) store_unaligned<Vec>(to[n] + at + r * W, sums[r][n]);
  }
};

PARTIALS_END
