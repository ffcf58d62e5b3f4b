// SPDX-License-Identifier: MIT
// Removes the constant part: one-pole high-pass, trapezoidal, -3.01 dB at cutoff_hz at any rate. In
// difference form, so that a constant ends in exact silence (an integrator in float would stop short of it).
// State: the last input and output.
#pragma once
#include "dsp/tick.h"
#include "dsp/warp.h"

PARTIALS_BEGIN

struct DcBlockFormula {
  static constexpr const char* kId = "dc_block";
  static constexpr const char* kSummary = "removes the constant part of a signal";
  static constexpr bool kHasInput = true;
  static constexpr double kTailS = 1.2;  // to -60 dB at 1 Hz
  static constexpr Control kControls[] = {{"cutoff_hz", Unit::hertz, 1, 200, Taper::exponential, 10}};
  template <class T>
  struct Coeffs {
    T in, keep;
  };
  template <class T>
  struct State {
    T x, y;
  };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    const T w = warped_cutoff(c[0], rate_hz), in = T(1.f) / (T(1.f) + w);
    return {in, (T(1.f) - w) * in};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& s, T x) {
    s.y = k.in * (x - s.x) + k.keep * s.y;
    s.x = x;
    return s.y;
  }
};
using DcBlock = Tick<DcBlockFormula>;

PARTIALS_END
