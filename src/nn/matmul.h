// SPDX-License-Identifier: MIT
// The three products every layer is made of, over panels of lanes. W is [rows][cols] scalars; x is [frames][cols] lanes,
// y and g are [frames][rows] lanes.
//   matmul_add             y += W x
//   matmul_transposed_add  d_x += W^T g
//   outer_add              d_W += sum over frames and lanes of g x^T
#pragma once
#include "base/lanes.h"

PARTIALS_BEGIN

template <class V>
void matmul_add(const Scalar<V>* w, int rows, int cols, const V* x, V* y, int frames) {
  for (int t = 0; t < frames; ++t, x += cols, y += rows)
    for (int r = 0; r < rows; ++r) {
      V a = y[r];
      for (int c = 0; c < cols; ++c) a += V(w[static_cast<size_t>(r) * cols + c]) * x[c];
      y[r] = a;
    }
}

template <class V>
void matmul_transposed_add(const Scalar<V>* w, int rows, int cols, const V* g, V* d_x, int frames) {
  for (int t = 0; t < frames; ++t, g += rows, d_x += cols)
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < cols; ++c) d_x[c] += V(w[static_cast<size_t>(r) * cols + c]) * g[r];
}

template <class V>
void outer_add(const V* g, int rows, const V* x, int cols, Scalar<V>* d_w, int frames) {
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < cols; ++c) {
      V a = V(0.f);
      for (int t = 0; t < frames; ++t) a += g[static_cast<size_t>(t) * rows + r] * x[static_cast<size_t>(t) * cols + c];
      d_w[static_cast<size_t>(r) * cols + c] += sum(a);
    }
}

PARTIALS_END
