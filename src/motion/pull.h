// SPDX-License-Identifier: MIT
// Gradients of a formula of any size, by dual numbers in chunks of kChunk. Of a formula f that makes the
// numbers y of the numbers x, given dL/dy, adds dL/dx = J^T dL/dy, where column after column of the Jacobian
// J is what f yields on duals. A chunk costs about as much as kChunk + 2 evaluations, so formulas of few
// numbers (one joint, one channel) are cheap and those of a whole body (123 numbers) cost some fifty times
// the formula.
#pragma once
#include "base/dual.h"
#include "base/kernel.h"

PARTIALS_BEGIN

inline constexpr int kChunk = 4;

template <class V>
using Seed = Dual<V, kChunk>;

// Memory, in numbers of V, for pull() of a formula with so many numbers in and out.
constexpr size_t pull_size(int in, int out) { return static_cast<size_t>(in + out) * (kChunk + 1); }

// f(const Seed<V>* x, Seed<V>* y) is the formula; x [in], d_y [out], d_x [in] is added to.
template <class V, class F>
void pull(const F& f, int in, const V* x, int out, const V* d_y, V* d_x, V* memory) {
  Seed<V>*in_seeds = reinterpret_cast<Seed<V>*>(memory), *out_seeds = in_seeds + in;
  for (int i = 0; i < in; ++i) in_seeds[i] = Seed<V>(x[i]);
  for (int first = 0; first < in; first += kChunk) {
    const int n = in - first < kChunk ? in - first : kChunk;
    for (int i = 0; i < n; ++i) in_seeds[first + i] = Seed<V>::variable(x[first + i], i);
    f(static_cast<const Seed<V>*>(in_seeds), out_seeds);
    for (int i = 0; i < n; ++i) {
      V d = V(0.f);
      for (int o = 0; o < out; ++o) d += d_y[o] * out_seeds[o].d[i];
      d_x[first + i] += d;
      in_seeds[first + i] = Seed<V>(x[first + i]);
    }
  }
}

PARTIALS_END
