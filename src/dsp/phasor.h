// SPDX-License-Identifier: MIT
// Phase ramp from 0 to 1, hz times a second (up to half the rate); not band-limited. The sum is compensated
// (Kahan), so that float phase does not drift. State: the phase, and its rounding error.
#pragma once
#include "dsp/tick.h"

PARTIALS_BEGIN

struct PhasorFormula {
  static constexpr const char* kId = "phasor";
  static constexpr const char* kSummary = "phase ramp from 0 to 1";
  static constexpr bool kHasInput = false;
  static constexpr Control kControls[] = {{"hz", Unit::hertz, 0.01, 20000, Taper::exponential, 1}};
  template <class T>
  struct Coeffs {
    T step;
  };
  template <class T>
  struct State {
    T phase, excess;
  };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    return {min_of(c[0] * T(static_cast<Scalar<T>>(1 / rate_hz)), T(0.5f))};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& s, T) {
    const T out = s.phase;
    const T step = k.step - s.excess;
    const T next = s.phase + step;
    s.excess = (next - s.phase) - step;
    s.phase = select(next < T(1.f), next, next - T(1.f));
    return out;
  }
};
using Phasor = Tick<PhasorFormula>;

PARTIALS_END
