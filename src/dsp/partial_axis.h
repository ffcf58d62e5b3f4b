// SPDX-License-Identifier: MIT
// A curve over the number of a partial, given at knots: the first at partial 1, the last at partial 32,
// equally spaced by octaves, linear between them and the last value beyond. One knot is a constant; no knots:
// 0.
#pragma once
#include <cmath>

#include "base/kernel.h"

PARTIALS_BEGIN

struct PartialAxis {
  int knots;

  struct Place {
    int below;
    double weight;
  };
  template <class V>
  V at(const V* values, int k) const {
    return at(values, place(k));
  }
  template <class V>
  static V at(const V* values, const Place& p) {
    return p.weight > 0 ? values[p.below] +
                              V(static_cast<Scalar<V>>(p.weight)) * (values[p.below + 1] - values[p.below])
                        : values[p.below];
  }
  // The adjoint of `at`: gradients of the knots.
  template <class V>
  void add(V* d_values, int k, const V& d) const {
    const Place p = place(k);
    d_values[p.below] += d * V(static_cast<Scalar<V>>(1 - p.weight));
    if (p.weight > 0) d_values[p.below + 1] += d * V(static_cast<Scalar<V>>(p.weight));
  }

  static constexpr double kOctaves = 5;
  Place place(int k) const {  // of partial k + 1
    const double x = std::log2(k + 1.0) * (knots - 1) / kOctaves;
    const int below = static_cast<int>(x);
    return below >= knots - 1 ? Place{knots - 1, 0} : Place{below, x - below};
  }
};

PARTIALS_END
