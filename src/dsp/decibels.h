// SPDX-License-Identifier: MIT
// Decibels of amplitude, for processors: a level times kNepersPerDb is the logarithm of its gain, and the
// slope of that gain is gain times kNepersPerDb.
#pragma once
#include "base/math.h"

PARTIALS_BEGIN

inline constexpr double kNepersPerDb = 0.11512925464970229;  // ln 10 / 20

// Linear gain of a level in dB.
template <class T>
PARTIALS_INLINE T gain_of_db(const T& db) {
  return exp_of(db * T(static_cast<Scalar<T>>(kNepersPerDb)));
}

PARTIALS_END
