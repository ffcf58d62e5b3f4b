// SPDX-License-Identifier: MIT
// tan(pi f / rate), the integrator gain of trapezoidal filters, as sin / cos so that it works on duals and
// lanes. The cutoff is kept below 0.49 of the rate, where the tangent is still moderate.
#pragma once
#include "base/dual.h"

PARTIALS_BEGIN

template <class T>
PARTIALS_INLINE T warped_cutoff(const T& cutoff_hz, double rate_hz) {
  using S = Scalar<T>;
  const T half = min_of(cutoff_hz * T(static_cast<S>(0.5 / rate_hz)), T(static_cast<S>(0.245)));
  return sin_cycles(half) / cos_cycles(half);
}

PARTIALS_END
