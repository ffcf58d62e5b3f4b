// SPDX-License-Identifier: MIT
// Rows of weights on a grid of one byte: every weight is q * step, q an integer within -127 to 127, step the
// row's own: its largest weight / 127 in eight significant bits. Then q * step is exact in fp32, and step can
// be recovered exactly from the rounded weights, so such a row can be stored as bytes and one step without
// changing any value.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/isa.h"

PARTIALS_BEGIN

// x in eight significant bits, to the nearest, ties to even. x >= 0.
PARTIALS_INLINE float in_eight_bits(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  bits = (bits + 0x7fffu + ((bits >> 16) & 1u)) & 0xffff0000u;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

// 0 for a row of zeros, and for weights so small that the step would be denormal.
PARTIALS_INLINE float byte_step(const float* row, int n) {
  float most = 0;
  for (int i = 0; i < n; ++i) most = std::fabs(row[i]) > most ? std::fabs(row[i]) : most;
  return most < 1e-30f ? 0.f : in_eight_bits(most / 127);
}

PARTIALS_INLINE int byte_of(float weight, float step) {
  if (step == 0) return 0;
  const float q = std::nearbyint(weight / step);
  return static_cast<int>(q > 127 ? 127 : q < -127 ? -127 : q);
}

PARTIALS_END
