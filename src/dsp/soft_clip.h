// SPDX-License-Identifier: MIT
// Soft clipping, y = tanh(drive x): unity below the knee times the drive, and never beyond +-1. Not
// oversampled. No state.
#pragma once
#include "dsp/decibels.h"
#include "dsp/tick.h"

PARTIALS_BEGIN

struct SoftClipFormula {
  static constexpr const char* kId = "soft_clip";
  static constexpr const char* kSummary = "soft clipping (hyperbolic tangent)";
  static constexpr bool kHasInput = true;
  static constexpr Control kControls[] = {{"drive_db", Unit::decibels, -20, 60, Taper::linear, 0}};
  template <class T>
  struct Coeffs {
    T drive;
  };
  template <class T>
  struct State {};

  template <class T>
  static Coeffs<T> coeffs(const T* c, double) {
    return {gain_of_db(c[0])};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>&, T x) {
    return tanh_of(k.drive * x);
  }
};
using SoftClip = Tick<SoftClipFormula>;

PARTIALS_END
