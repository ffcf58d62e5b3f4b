// SPDX-License-Identifier: MIT
// Peaking equaliser: gain_db at centre_hz, nothing far from it; bandwidth by q at half the gain in dB (Simper
// 2013, bell). Stable for centre in (0, rate / 2); may be modulated every sample. State: two integrators.
#pragma once
#include "dsp/decibels.h"
#include "dsp/tick.h"
#include "dsp/warp.h"

PARTIALS_BEGIN

struct PeakEqFormula {
  static constexpr const char* kId = "peak_eq";
  static constexpr const char* kSummary = "peaking equaliser";
  static constexpr bool kHasInput = true;
  static constexpr double kTailS = 5.5;  // to -60 dB at 20 Hz, q 10 and +18 dB
  static constexpr Control kControls[] = {{"centre_hz", Unit::hertz, 20, 20000, Taper::exponential, 1000},
                                          {"q", Unit::ratio, 0.1, 10, Taper::exponential, 1},
                                          {"gain_db", Unit::decibels, -18, 18, Taper::linear, 0}};
  template <class T>
  struct Coeffs {
    T a1, a2, a3, band;
  };
  template <class T>
  struct State {
    T s1, s2;
  };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    const T root = gain_of_db(c[2] * T(0.5f));  // sqrt of the gain
    const T g = warped_cutoff(c[0], rate_hz), k = T(1.f) / (c[1] * root);
    const T a1 = T(1.f) / (T(1.f) + g * (g + k)), a2 = g * a1;
    return {a1, a2, g * a2, k * (root * root - T(1.f))};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& s, T x) {
    const T v3 = x - s.s2;
    const T band = k.a1 * s.s1 + k.a2 * v3;
    const T low = s.s2 + k.a2 * s.s1 + k.a3 * v3;
    s.s1 = band + band - s.s1;
    s.s2 = low + low - s.s2;
    return x + k.band * band;
  }
};
using PeakEq = Tick<PeakEqFormula>;

PARTIALS_END
