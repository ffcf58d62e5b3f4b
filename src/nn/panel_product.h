// SPDX-License-Identifier: MIT
// y += A x for panels of lanes, A packed once for many frames. Frames of fewer lanes than a register has
// share one. Some registers of x are copied side by side, so that a tile reads them in order; a tile of rows
// x registers of sums is kept while k runs and each weight is broadcast. Every output is one chain of
// additions over k in any tile, so a frame's result does not depend on its neighbours. 48 KiB of stack.
#pragma once
#include "base/registers.h"

PARTIALS_BEGIN

template <int W>
struct PanelProduct {
  using Packed = float;
  static constexpr int kPanel = 8;  // rows that are packed together
  // of a tile: leaves registers for x and one weight
  static constexpr int kRows = kRegisters / 4, kColumns = 3;
  static constexpr int kDepth = 24576 / 4 / kNativeWidth / kColumns;  // of x laid side by side

  static size_t bytes(int rows, int depth) {
    return sizeof(float) * ((rows + kPanel - 1) / kPanel * kPanel) * static_cast<size_t>(depth);
  }
  // A[r][k] = a[r * row + k * step], packed [rows / kPanel][depth][kPanel], zero beyond the last row.
  static void pack(const float* a, size_t row, size_t step, int rows, int depth, float* to) {
    for (int r = 0; r < rows; r += kPanel)
      for (int k = 0; k < depth; ++k)
        for (int i = r; i < r + kPanel; ++i) *to++ = i < rows ? a[i * row + k * step] : 0.f;
  }

  // x [frames][depth][W], y [frames][rows][W]
  static void add(const float* packed, int rows, int depth, const float* x, float* y, int frames) {
    using Whole = Register<kNativeWidth>;
    const Matrix m{packed, rows, depth};
    const int n = frames / Whole::kFrames * Whole::kParts;
    int j = 0;
    for (; j + kColumns <= n; j += kColumns) columns<kNativeWidth, kColumns>(m, x, y, j);
    for (; j < n; ++j) columns<kNativeWidth, 1>(m, x, y, j);
    if constexpr (Whole::kFrames > 1)
      for (int t = frames - frames % Whole::kFrames; t < frames; ++t)
        alone(m, x + static_cast<size_t>(t) * depth * W, y + static_cast<size_t>(t) * rows * W);
  }

 private:
  struct Matrix {
    const float* packed;
    int rows, depth;
    const float* at(int r, int k) const {
      return packed + static_cast<size_t>(r & ~(kPanel - 1)) * depth + (r & (kPanel - 1)) +
             static_cast<size_t>(k) * kPanel;
    }
  };

  // The contents of a register: kFrames frames, or one of kParts parts of a frame.
  template <int N>
  struct Register {
    using Vec = Lanes<N>;
    static constexpr int kFrames = N > W ? N / W : 1, kParts = W > N ? W / N : 1;

    // p points to the first of kFrames pieces, `frame` numbers apart.
    static PARTIALS_INLINE Vec load(const float* p, size_t frame) {
      if constexpr (kFrames == 1)
        return load_unaligned<Vec>(p);
      else
        return join(Register<N / 2>::load(p, frame), Register<N / 2>::load(p + kFrames / 2 * frame, frame));
    }
    static PARTIALS_INLINE void store(float* p, size_t frame, const Vec& x) {
      if constexpr (kFrames == 1)
        store_unaligned<Vec>(p, x);
      else {
        Lanes<N / 2> low, high;
        split(x, low, high);
        Register<N / 2>::store(p, frame, low);
        Register<N / 2>::store(p + kFrames / 2 * frame, frame, high);
      }
    }
    // Where register j of a row of `frame` numbers a frame begins.
    static size_t at(int j, size_t frame) {
      return static_cast<size_t>(j / kParts) * kFrames * frame + static_cast<size_t>(j % kParts) * N;
    }
  };

  // Registers j to j + C - 1 of x and y.
  template <int N, int C>
  static void columns(const Matrix& m, const float* x, float* y, int j) {
    using R = Register<N>;
    alignas(64) float panel[kDepth * C * N];
    const size_t frame = static_cast<size_t>(m.depth) * W;
    for (int k = 0; k < m.depth; k += kDepth) {
      const int depth = m.depth - k < kDepth ? m.depth - k : kDepth;
      for (int i = 0; i < depth; ++i)
        for (int c = 0; c < C; ++c)
          store_unaligned(panel + (i * C + c) * N,
                          R::load(x + R::at(j + c, frame) + static_cast<size_t>(k + i) * W, frame));
      tiles<N, C>(m, k, depth, panel, y, j);
    }
  }
  // One frame that does not fill a register, as in a recurrent layer.
  static void alone(const Matrix& m, const float* x, float* y) {
    if constexpr (W == 8 && kNativeWidth == 16) {
      if (m.depth <= kPairDepth && m.rows % kPanel == 0) return pairs(m, x, y);
    }
    tiles<W, 1>(m, 0, m.depth, x, y, 0);
  }

  // The same with two rows in a register, side by side lane by lane: every number of x stands there twice,
  // and the weights of the two rows are broadcast together. Every output is the same chain of additions.
  static constexpr int kPairDepth = 6144 / kNativeWidth;
  static void pairs(const Matrix& m, const float* x, float* y) {
    alignas(64) float twice[kPairDepth * kNativeWidth];
    for (int k = 0; k < m.depth; ++k) {
      const Lanes<W> one = load_unaligned<Lanes<W>>(x + k * W);
      store_unaligned(twice + k * kNativeWidth, side_by_side(one, one));
    }
    int r = 0;
    for (; r + 2 * kPanel <= m.rows; r += 2 * kPanel) pair_tile<2>(m, twice, y, r);
    for (; r < m.rows; r += kPanel) pair_tile<1>(m, twice, y, r);
  }
  static PARTIALS_INLINE Lanes<2 * W> side_by_side(Lanes<W> a, Lanes<W> b) {
    interleave(a, b);
    return join(a, b);
  }
  static PARTIALS_INLINE Lanes<2 * W> broadcast_pair(const float* w) {
    typedef double Pairs __attribute__((vector_size(64)));
    double pair;
    __builtin_memcpy(&pair, w, sizeof pair);
    Pairs all;
#pragma GCC unroll 8
    for (int i = 0; i < W; ++i) all[i] = pair;
    Lanes<2 * W> out;
    __builtin_memcpy(&out, &all, sizeof out);
    return out;
  }
  // P panels of rows.
  template <int P>
  __attribute__((noinline)) static void pair_tile(const Matrix& m, const float* twice, float* y, int first) {
    constexpr int kPairs = kPanel / 2;
    const float* a[P];
    Lanes<2 * W> sums[P][kPairs];
    for (int p = 0; p < P; ++p) {
      a[p] = m.at(first + p * kPanel, 0);
      for (int i = 0; i < kPairs; ++i) {
        const float* row = y + (first + p * kPanel + 2 * i) * W;
        sums[p][i] = side_by_side(load_unaligned<Lanes<W>>(row), load_unaligned<Lanes<W>>(row + W));
      }
    }
    for (int k = 0; k < m.depth; ++k, twice += kNativeWidth) {
      const auto b = load_unaligned<Lanes<2 * W>>(twice);
#pragma GCC unroll 2
      for (int p = 0; p < P; ++p) {
#pragma GCC unroll 4
        for (int i = 0; i < kPairs; ++i) sums[p][i] += broadcast_pair(a[p] + k * kPanel + 2 * i) * b;
      }
    }
    for (int p = 0; p < P; ++p)
      for (int i = 0; i < kPairs; ++i) {
        float* row = y + (first + p * kPanel + 2 * i) * W;
        alignas(64) float both[2 * W];
        store_unaligned(both, sums[p][i]);
        for (int l = 0; l < W; ++l) {
          row[l] = both[2 * l];
          row[W + l] = both[2 * l + 1];
        }
      }
  }

  template <int N, int C>
  static void tiles(const Matrix& m, int k, int depth, const float* x, float* y, int j) {
    const size_t frame = static_cast<size_t>(m.rows) * W;
    float* to[C];
    for (int c = 0; c < C; ++c) to[c] = y + Register<N>::at(j + c, frame);
    constexpr int kTall = C == 1 ? 8 : kRows;  // enough concurrent sums to hide the latency of an addition
    int r = 0;
    for (; r + kTall <= m.rows; r += kTall) tile<N, C, kTall>(m.at(r, k), depth, x, to, r, frame);
    for (; r < m.rows; ++r) tile<N, C, 1>(m.at(r, k), depth, x, to, r, frame);
  }

  template <int N, int C, int R>
  __attribute__((noinline)) static void tile(const float* a, int depth, const float* x, float* const* y,
                                             int first, size_t frame) {
    using Vec = Lanes<N>;
    Vec sums[R][C];
    for (int c = 0; c < C; ++c)
      for (int r = 0; r < R; ++r) sums[r][c] = Register<N>::load(y[c] + (first + r) * W, frame);
    for (int k = 0; k < depth; ++k, a += kPanel, x += C * N) {
      Vec b[C];
#pragma GCC unroll 3
      for (int c = 0; c < C; ++c) b[c] = load_unaligned<Vec>(x + c * N);
#pragma GCC unroll 8
      for (int r = 0; r < R; ++r) {
        const Vec w(a[r]);
#pragma GCC unroll 3
        for (int c = 0; c < C; ++c) sums[r][c] += w * b[c];
      }
    }
    for (int c = 0; c < C; ++c)
      for (int r = 0; r < R; ++r) Register<N>::store(y[c] + (first + r) * W, frame, sums[r][c]);
  }
};

PARTIALS_END
