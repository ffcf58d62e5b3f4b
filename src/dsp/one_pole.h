// SPDX-License-Identifier: MIT
// One-pole low-pass, trapezoidal (bilinear with the cutoff prewarped): -3.01 dB at cutoff_hz at any rate.
// Stable for cutoff in (0, rate / 2); may be modulated every sample. State: one integrator.
#pragma once
#include "dsp/tick.h"
#include "dsp/warp.h"

PARTIALS_BEGIN

struct OnePoleFormula {
  static constexpr const char* kId = "one_pole";
  static constexpr const char* kSummary = "one-pole low-pass filter";
  static constexpr bool kHasInput = true;
  static constexpr double kTailS = 0.06;  // to -60 dB at 20 Hz
  static constexpr Control kControls[] = {{"cutoff_hz", Unit::hertz, 20, 20000, Taper::exponential, 1000}};
  template <class T>
  struct Coeffs {
    T g;
  };
  template <class T>
  struct State {
    T s;
  };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    const T w = warped_cutoff(c[0], rate_hz);
    return {w / (T(1.f) + w)};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& state, T x) {
    const T v = (x - state.s) * k.g;
    const T y = v + state.s;
    state.s = y + v;
    return y;
  }
};
using OnePole = Tick<OnePoleFormula>;

PARTIALS_END
