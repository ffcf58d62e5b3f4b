// SPDX-License-Identifier: MIT
// Removes the constant part: one-pole high-pass, trapezoidal, -3.01 dB at cutoff_hz at any rate. State: one integrator.
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
  template <class T> struct Coeffs { T g; };
  template <class T> struct State { T s; };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    const T w = warped_cutoff(c[0], rate_hz);
    return {w / (T(1.f) + w)};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& state, T x) {
    const T v = (x - state.s) * k.g;
    const T low = v + state.s;
    state.s = low + v;
    return x - low;
  }
};
using DcBlock = Tick<DcBlockFormula>;

PARTIALS_END
