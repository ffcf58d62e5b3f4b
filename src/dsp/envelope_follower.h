// SPDX-License-Identifier: MIT
// Envelope follower: the absolute value, smoothed with one time constant while it rises above the envelope
// and another while it falls below. 63 % of a step in attack_s, down to 37 % in release_s, at any rate.
// State: the envelope.
#pragma once
#include "dsp/tick.h"
#include "dsp/time_constant.h"

PARTIALS_BEGIN

struct EnvelopeFollowerFormula {
  static constexpr const char* kId = "envelope_follower";
  static constexpr const char* kSummary = "envelope follower with attack and release";
  static constexpr bool kHasInput = true;
  static constexpr double kTailS = 13.9;  // to -60 dB with the longest release
  static constexpr Control kControls[] = {{"attack_s", Unit::seconds, 0.0001, 1, Taper::exponential, 0.005},
                                          {"release_s", Unit::seconds, 0.001, 2, Taper::exponential, 0.1}};
  template <class T>
  struct Coeffs {
    T attack, release;
  };
  template <class T>
  struct State {
    T envelope;
  };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    return {step_of_time(c[0], rate_hz), step_of_time(c[1], rate_hz)};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& s, T x) {
    const T rise = abs_of(x) - s.envelope;
    s.envelope = s.envelope + select(rise > T(0.f), k.attack, k.release) * rise;
    return s.envelope;
  }
};
using EnvelopeFollower = Tick<EnvelopeFollowerFormula>;

PARTIALS_END
