// SPDX-License-Identifier: MIT
// The A-weighting curve of IEC 61672-1 as a power gain over frequency: 1 at 1 kHz (to 0.01 dB), written in
// ratios that neither overflow nor underflow in float from 1 Hz to 100 kHz.
#pragma once
#include "base/dual.h"

PARTIALS_BEGIN

template <class T>
PARTIALS_INLINE T a_weighting_power(const T& f_hz) {
  using S = Scalar<T>;
  auto c = [](double x) { return T(static_cast<S>(x)); };
  const T x = f_hz * f_hz;
  const T low = x / (x + c(20.598997 * 20.598997)),
          high = c(12194.217 * 12194.217) / (x + c(12194.217 * 12194.217));
  const T mid = (x / (x + c(107.65265 * 107.65265))) * (x / (x + c(737.86223 * 737.86223)));
  return c(1.5848932) * low * low * mid * high * high;
}

PARTIALS_END
