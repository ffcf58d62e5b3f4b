// SPDX-License-Identifier: MIT
// y += W x for single vectors of floats and row-major weights: one voice playing. N rows are read side by
// side, each into a register of its own, and the N registers are summed across by one tree of interleaves.
// Large matrices are bound by reading the weights, so several frames share the rows while these are near. A
// row's sum has the same order for any number of frames.
#pragma once
#include "base/registers.h"

PARTIALS_BEGIN

// The sums across each of N registers, as one register.
template <int N>
PARTIALS_INLINE Lanes<N> sums_across(Lanes<N>* a) {
#pragma GCC unroll 3
  for (int n = N / 2; n >= 1; n /= 2)
#pragma GCC unroll 8
    for (int i = 0; i < n; ++i) {
      interleave(a[i], a[i + n]);
      a[i] += a[i + n];
    }
  return a[0];
}

struct VectorProduct {
  // w [rows][cols], x [frames][cols], y [frames][rows]
  static void add(const float* w, int rows, int cols, const float* x, float* y, int frames) {
    // 16 rows a power of two apart would compete for one cache set
    constexpr int kMax = kNativeWidth < 8 ? 4 : 8;
    if (cols >= kMax) return by<kMax>(w, rows, cols, x, y, frames);
    if (cols >= 4) return by<4>(w, rows, cols, x, y, frames);
    for (int t = 0; t < frames; ++t, x += cols)
      for (int r = 0; r < rows; ++r, ++y)
        for (int c = 0; c < cols; ++c) *y += w[r * cols + c] * x[c];
  }

 private:
  template <int N>
  static void by(const float* w, int rows, int cols, const float* x, float* y, int frames) {
    for (int r = 0; r < rows; r += N) {
      const float* row[N];  // beyond the last row: the last one repeated
      for (int i = 0; i < N; ++i) row[i] = w + static_cast<size_t>(r + i < rows ? r + i : rows - 1) * cols;
      for (int t = 0; t < frames; ++t) {
        const Lanes<N> dots = tile<N>(row, x + static_cast<size_t>(t) * cols, cols);
        float* to = y + static_cast<size_t>(t) * rows + r;
        if (r + N <= rows)
          store_unaligned<Lanes<N>>(to, load_unaligned<Lanes<N>>(to) + dots);
        else
          for (int i = 0; r + i < rows; ++i) to[i] += dots[i];
      }
    }
  }

  // The last cols % N products come from a whole register that ends with the row, those already counted being
  // nulled in x.
  template <int N>
  PARTIALS_INLINE static Lanes<N> tile(const float* const* row, const float* x, int cols) {
    using Vec = Lanes<N>;
    Vec sums[N];
    const float* w[N];
#pragma GCC unroll 8
    for (int i = 0; i < N; ++i) {
      sums[i] = Vec(0.f);
      w[i] = row[i];
    }
    int c = 0;
    for (; c + N <= cols; c += N) {
      const Vec b = load_unaligned<Vec>(x + c);
#pragma GCC unroll 8
      for (int i = 0; i < N; ++i) sums[i] += load_unaligned<Vec>(w[i] + c) * b;
    }
    if (c < cols) {
      float rest[N];
      for (int i = 0; i < N; ++i) rest[i] = cols - N + i < c ? 0.f : x[cols - N + i];
      const Vec b = load_unaligned<Vec>(rest);
#pragma GCC unroll 8
      for (int i = 0; i < N; ++i) sums[i] += load_unaligned<Vec>(w[i] + cols - N) * b;
    }
    return sums_across<N>(sums);
  }
};

PARTIALS_END
