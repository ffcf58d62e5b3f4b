// SPDX-License-Identifier: MIT
// One-pole smoothing by time constant: 63 % of a step in time_s, at any rate. Starts from zero. State: the
// smoothed value.
#pragma once
#include "dsp/tick.h"
#include "dsp/time_constant.h"

PARTIALS_BEGIN

struct SmoothFormula {
  static constexpr const char* kId = "smooth";
  static constexpr const char* kSummary = "one-pole smoothing by time constant";
  static constexpr bool kHasInput = true;
  static constexpr double kTailS = 13.9;  // to -60 dB with the longest time
  static constexpr Control kControls[] = {{"time_s", Unit::seconds, 0.0001, 2, Taper::exponential, 0.02}};
  template <class T>
  struct Coeffs {
    T step;
  };
  template <class T>
  struct State {
    T value;
  };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    return {step_of_time(c[0], rate_hz)};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& s, T x) {
    s.value = s.value + k.step * (x - s.value);
    return s.value;
  }
};
using Smooth = Tick<SmoothFormula>;

PARTIALS_END
