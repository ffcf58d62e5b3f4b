// SPDX-License-Identifier: MIT
// Squared distances from one frame to many examples, r_j^2 = sum_d (scale_d (x_d - centre_dj))^2, and their
// gradients. Centres are [inputs][examples], so that for one voice neighbouring examples fill a register.
#pragma once
#include "base/kernel.h"
#include "base/math.h"
#include "nn/over_channels.h"

PARTIALS_BEGIN

// The weights at p as what over_channels<V> counts by.
template <class T, class V>
PARTIALS_INLINE T weights_at(const Scalar<V>* p) {
  if constexpr (__is_same(V, Scalar<V>))
    return get<T, Scalar<V>>(p);
  else
    return T(*p);
}

// squares [examples].
template <class V>
void distances_to_examples(int inputs, int examples, const Scalar<V>* centre, const Scalar<V>* scale,
                           const V* x, V* squares) {
  for (int j = 0; j < examples; ++j) squares[j] = V(0.f);
  for (int d = 0; d < inputs; ++d) {
    const Scalar<V>* row = centre + static_cast<size_t>(d) * examples;
    const V at = x[d], by = V(scale[d]);
    over_channels<V>(examples, [=]<class T>(int j) {
      const T away = T(by) * (T(at) - weights_at<T, V>(row + j));
      put(squares + j, get<T>(squares + j) + away * away);
    });
  }
}

// d_squares [examples]; adds to d_x, d_centre and d_scale, each of which may be null.
template <class V>
void reverse_distances(int inputs, int examples, const Scalar<V>* centre, const Scalar<V>* scale, const V* x,
                       const V* d_squares, V* d_x, Scalar<V>* d_centre, Scalar<V>* d_scale) {
  for (int d = 0; d < inputs; ++d) {
    const size_t row = static_cast<size_t>(d) * examples;
    const V by = V(scale[d]);
    V d_at = V(0.f), d_by = V(0.f);
    for (int j = 0; j < examples; ++j) {
      const V away = x[d] - V(centre[row + j]), d_away = V(2.f) * by * by * away * d_squares[j];
      d_at += d_away;
      d_by += V(2.f) * by * away * away * d_squares[j];
      if (d_centre) d_centre[row + j] -= sum(d_away);
    }
    if (d_x) d_x[d] += d_at;
    if (d_scale) d_scale[d] += sum(d_by);
  }
}

// sum_j weight_j x_j.
template <class V>
PARTIALS_INLINE V sum_of_products(const Scalar<V>* weight, const V* x, int n) {
  V total = V(0.f);
  int j = 0;
  if constexpr (__is_same(V, float)) {
    using R = Lanes<kNativeWidth>;
    R part = R(0.f);
    for (; j + kNativeWidth <= n; j += kNativeWidth)
      part += load_unaligned<R>(weight + j) * load_unaligned<R>(x + j);
    total = sum(part);
  }
  for (; j < n; ++j) total += V(weight[j]) * x[j];
  return total;
}

PARTIALS_END
