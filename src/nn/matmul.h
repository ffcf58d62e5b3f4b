// SPDX-License-Identifier: MIT
// The three products every layer is made of, over panels of lanes. W is [rows][cols] scalars; x is [frames][cols] lanes,
// y and g are [frames][rows] lanes.
//   matmul_add             y += W x
//   matmul_transposed_add  d_x += W^T g
//   outer_add              d_W += sum over frames and lanes of g x^T
//   add_columns            d_b += sum over frames and lanes of g
// Written plainly for doubles; floats go to the fast kernels, which are held to the plain text.
#pragma once
#include "nn/outer_product.h"
#include "nn/panel_product.h"
#include "nn/vector_product.h"

PARTIALS_BEGIN

template <int W> PARTIALS_INLINE const float* floats_of(const Lanes<W>* p) { return reinterpret_cast<const float*>(p); }
template <int W> PARTIALS_INLINE float* floats_of(Lanes<W>* p) { return reinterpret_cast<float*>(p); }

template <class V>
void matmul_add(const Scalar<V>* w, int rows, int cols, const V* x, V* y, int frames) {
  if constexpr (kWidth<V> > 1) {
    PanelProduct<kWidth<V>>::add({w, static_cast<size_t>(cols), 1, rows, cols}, floats_of(x), floats_of(y), frames);
  } else if constexpr (__is_same(V, float)) {
    VectorProduct::add(w, rows, cols, x, y, frames);
  } else {
    for (int t = 0; t < frames; ++t, x += cols, y += rows)
      for (int r = 0; r < rows; ++r) {
        V a = y[r];
        for (int c = 0; c < cols; ++c) a += V(w[static_cast<size_t>(r) * cols + c]) * x[c];
        y[r] = a;
      }
  }
}

template <class V>
void matmul_transposed_add(const Scalar<V>* w, int rows, int cols, const V* g, V* d_x, int frames) {
  if constexpr (kWidth<V> > 1) {
    PanelProduct<kWidth<V>>::add({w, 1, static_cast<size_t>(cols), cols, rows}, floats_of(g), floats_of(d_x), frames);
  } else {
    for (int t = 0; t < frames; ++t, g += rows, d_x += cols)
      for (int r = 0; r < rows; ++r)
        for (int c = 0; c < cols; ++c) d_x[c] += w[static_cast<size_t>(r) * cols + c] * g[r];
  }
}

template <class V>
void outer_add(const V* g, int rows, const V* x, int cols, Scalar<V>* d_w, int frames) {
  if constexpr (kWidth<V> > 1) {
    OuterProduct<kWidth<V>>::add(floats_of(g), rows, floats_of(x), cols, d_w, frames);
  } else if constexpr (__is_same(V, float)) {
    OuterProduct<1>::add(g, rows, x, cols, d_w, frames);
  } else {
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < cols; ++c) {
        V a = 0;
        for (int t = 0; t < frames; ++t) a += g[static_cast<size_t>(t) * rows + r] * x[static_cast<size_t>(t) * cols + c];
        d_w[static_cast<size_t>(r) * cols + c] += a;
      }
  }
}

template <class V>
void add_columns(const V* g, int rows, Scalar<V>* d_b, int frames) {
  for (int r = 0; r < rows; ++r) {
    V a = V(0.f);
    for (int t = 0; t < frames; ++t) a += g[static_cast<size_t>(t) * rows + r];
    d_b[r] += sum(a);
  }
}

PARTIALS_END
