// SPDX-License-Identifier: MIT
// The three products every layer is made of, over panels of lanes. W is [rows][cols] scalars; x is [frames][cols] lanes,
// y and g are [frames][rows] lanes.
//   matmul_add             y += W x
//   matmul_transposed_add  d_x += W^T g
//   outer_add              d_W += sum over frames and lanes of g x^T
// Tiles of the result stay in registers while the sum runs over the whole length, always in the same order: what a frame gives
// does not depend on how many frames are in the call.
#pragma once
#include "base/lanes.h"

PARTIALS_BEGIN

// Tile sides: as many accumulators as the registers hold, beside the operands.
template <class V> inline constexpr int kTileRows = kNativeWidth >= kWidth<V> ? (kNativeWidth == 16 ? 6 : 4) : 2;
template <class V> inline constexpr int kTileFrames = kNativeWidth >= kWidth<V> ? (kNativeWidth == 16 ? 4 : 2) : 2;

template <class V, int R, int F>
PARTIALS_INLINE void matmul_tile(const Scalar<V>* w, int cols, const V* x, V* y, int rows) {
  V a[R][F];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int f = 0; f < F; ++f) a[r][f] = y[static_cast<size_t>(f) * rows + r];
  for (int c = 0; c < cols; ++c) {
    V xs[F];
#pragma GCC unroll 8
    for (int f = 0; f < F; ++f) xs[f] = x[static_cast<size_t>(f) * cols + c];
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const V ws = V(w[static_cast<size_t>(r) * cols + c]);
#pragma GCC unroll 8
      for (int f = 0; f < F; ++f) a[r][f] += ws * xs[f];
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int f = 0; f < F; ++f) y[static_cast<size_t>(f) * rows + r] = a[r][f];
}

template <class V, int F>
void matmul_rows(const Scalar<V>* w, int rows, int cols, const V* x, V* y) {
  constexpr int R = kTileRows<V>;
  int r = 0;
  for (; r + R <= rows; r += R) matmul_tile<V, R, F>(w + static_cast<size_t>(r) * cols, cols, x, y + r, rows);
  for (; r < rows; ++r) matmul_tile<V, 1, F>(w + static_cast<size_t>(r) * cols, cols, x, y + r, rows);
}

template <class V>
void matmul_add(const Scalar<V>* w, int rows, int cols, const V* x, V* y, int frames) {
  constexpr int F = kTileFrames<V>;
  int t = 0;
  for (; t + F <= frames; t += F) matmul_rows<V, F>(w, rows, cols, x + static_cast<size_t>(t) * cols, y + static_cast<size_t>(t) * rows);
  for (; t < frames; ++t) matmul_rows<V, 1>(w, rows, cols, x + static_cast<size_t>(t) * cols, y + static_cast<size_t>(t) * rows);
}

// One voice: a row times a vector, sixteen columns at a time.
inline void matmul_add_single(const float* w, int rows, int cols, const float* x, float* y, int frames) {
  using P = Lanes<16>;
  auto load = [](const float* p) {
    P v;
    std::memcpy(&v, p, sizeof v);
    return v;
  };
  for (int t = 0; t < frames; ++t, x += cols, y += rows) {
    int r = 0;
    auto some = [&]<int R>() {
      P a[R];
      float rest[R] = {};
      for (int i = 0; i < R; ++i) a[i] = P(0.f);
      const float* row = w + static_cast<size_t>(r) * cols;
      int c = 0;
      for (; c + 16 <= cols; c += 16) {
        const P xs = load(x + c);
#pragma GCC unroll 8
        for (int i = 0; i < R; ++i) a[i] += load(row + static_cast<size_t>(i) * cols + c) * xs;
      }
      for (; c < cols; ++c)
        for (int i = 0; i < R; ++i) rest[i] += row[static_cast<size_t>(i) * cols + c] * x[c];
      for (int i = 0; i < R; ++i) y[r + i] += sum(a[i]) + rest[i];
      r += R;
    };
    while (r + 4 <= rows) some.template operator()<4>();
    while (r < rows) some.template operator()<1>();
  }
}
template <>
inline void matmul_add<float>(const float* w, int rows, int cols, const float* x, float* y, int frames) {
  matmul_add_single(w, rows, cols, x, y, frames);
}

template <class V, int C, int F>
PARTIALS_INLINE void transposed_tile(const Scalar<V>* w, int rows, int cols, const V* g, V* d_x) {
  V a[C][F];
#pragma GCC unroll 8
  for (int c = 0; c < C; ++c)
#pragma GCC unroll 8
    for (int f = 0; f < F; ++f) a[c][f] = d_x[static_cast<size_t>(f) * cols + c];
  for (int r = 0; r < rows; ++r) {
    V gs[F];
#pragma GCC unroll 8
    for (int f = 0; f < F; ++f) gs[f] = g[static_cast<size_t>(f) * rows + r];
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) {
      const V ws = V(w[static_cast<size_t>(r) * cols + c]);
#pragma GCC unroll 8
      for (int f = 0; f < F; ++f) a[c][f] += ws * gs[f];
    }
  }
#pragma GCC unroll 8
  for (int c = 0; c < C; ++c)
#pragma GCC unroll 8
    for (int f = 0; f < F; ++f) d_x[static_cast<size_t>(f) * cols + c] = a[c][f];
}

template <class V>
void matmul_transposed_add(const Scalar<V>* w, int rows, int cols, const V* g, V* d_x, int frames) {
  constexpr int C = kTileRows<V>, F = kTileFrames<V>;
  auto strip = [&]<int N>(int t) {
    const V* gt = g + static_cast<size_t>(t) * rows;
    V* dt = d_x + static_cast<size_t>(t) * cols;
    int c = 0;
    for (; c + C <= cols; c += C) transposed_tile<V, C, N>(w + c, rows, cols, gt, dt + c);
    for (; c < cols; ++c) transposed_tile<V, 1, N>(w + c, rows, cols, gt, dt + c);
  };
  int t = 0;
  for (; t + F <= frames; t += F) strip.template operator()<F>(t);
  for (; t < frames; ++t) strip.template operator()<1>(t);
}

template <class V, int R, int C>
PARTIALS_INLINE void outer_tile(const V* g, int rows, const V* x, int cols, Scalar<V>* d_w, int frames) {
  V a[R][C];
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) a[r][c] = V(0.f);
  for (int t = 0; t < frames; ++t, g += rows, x += cols) {
    V xs[C];
#pragma GCC unroll 8
    for (int c = 0; c < C; ++c) xs[c] = x[c];
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const V gs = g[r];
#pragma GCC unroll 8
      for (int c = 0; c < C; ++c) a[r][c] += gs * xs[c];
    }
  }
  for (int r = 0; r < R; ++r)
    for (int c = 0; c < C; ++c) d_w[static_cast<size_t>(r) * cols + c] += sum(a[r][c]);
}

template <class V>
void outer_add(const V* g, int rows, const V* x, int cols, Scalar<V>* d_w, int frames) {
  constexpr int R = kTileRows<V>, C = kTileFrames<V>, kStretch = 64;  // so many frames at a time stay in the first cache
  for (int t = 0; t < frames; t += kStretch) {
    const int n = frames - t < kStretch ? frames - t : kStretch;
    const V *gt = g + static_cast<size_t>(t) * rows, *xt = x + static_cast<size_t>(t) * cols;
    for (int r = 0; r < rows; r += R)
      for (int c = 0; c < cols; c += C) {
        Scalar<V>* to = d_w + static_cast<size_t>(r) * cols + c;
        if (r + R <= rows && c + C <= cols) outer_tile<V, R, C>(gt + r, rows, xt + c, cols, to, n);
        else
          for (int i = r; i < rows && i < r + R; ++i)
            for (int j = c; j < cols && j < c + C; ++j)
              outer_tile<V, 1, 1>(gt + i, rows, xt + j, cols, d_w + static_cast<size_t>(i) * cols + j, n);
      }
  }
}

PARTIALS_END
