// SPDX-License-Identifier: MIT
// Gain in dB. No state.
#pragma once
#include "dsp/decibels.h"
#include "dsp/tick.h"

PARTIALS_BEGIN

struct GainFormula {
  static constexpr const char* kId = "gain";
  static constexpr const char* kSummary = "gain in dB";
  static constexpr bool kHasInput = true;
  static constexpr Control kControls[] = {{"gain_db", Unit::decibels, -60, 24, Taper::linear, 0}};
  template <class T>
  struct Coeffs {
    T gain;
  };
  template <class T>
  struct State {};

  template <class T>
  static Coeffs<T> coeffs(const T* c, double) {
    return {gain_of_db(c[0])};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>&, T x) {
    return k.gain * x;
  }
};
using Gain = Tick<GainFormula>;

PARTIALS_END
