// SPDX-License-Identifier: MIT
// step_of_time(tau_s, rate): the coefficient 1 - e^(-1 / (tau rate)) of a one-pole that covers 63 % of a step
// in tau seconds. Through tanh(h) by its Pade approximant with h = 1 / (2 tau rate), because 1 - exp() loses
// all digits for long times. Relative error below 1e-7 for tau rate >= 0.5; shorter times are taken as that.
#pragma once
#include "base/dual.h"

PARTIALS_BEGIN

template <class T>
PARTIALS_INLINE T step_of_time(const T& tau_s, double rate_hz) {
  using S = Scalar<T>;
  const T h = T(static_cast<S>(0.5 / rate_hz)) / max_of(tau_s, T(static_cast<S>(0.5 / rate_hz)));
  const T z = h * h;
  const T t = h * (T(945.f) + z * (T(105.f) + z)) / (T(945.f) + z * (T(420.f) + z * T(15.f)));
  return (t + t) / (T(1.f) + t);
}

PARTIALS_END
