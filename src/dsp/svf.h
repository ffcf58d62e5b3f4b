// SPDX-License-Identifier: MIT
// Two-pole state-variable filters, trapezoidal integration (Simper, "Linear trapezoidal integrated SVF",
// 2013): lowpass, bandpass, highpass, and svf, a mix of the three. damping = 1 / Q; sqrt(2) is Butterworth,
// -3.01 dB at cutoff_hz at any rate. The band output is scaled to 0 dB at cutoff. Stable for cutoff in (0,
// rate / 2) and damping > 0; may be modulated every sample. State: two integrators.
#pragma once
#include "dsp/tick.h"
#include "dsp/warp.h"

PARTIALS_BEGIN

struct SvfCore {
  static constexpr bool kHasInput = true;
  static constexpr double kTailS = 2.3;  // to -60 dB at 20 Hz and the least damping
  static constexpr Control kCutoff{"cutoff_hz", Unit::hertz, 20, 20000, Taper::exponential, 1000};
  static constexpr Control kDamping{"damping", Unit::ratio, 0.05, 2, Taper::linear, 1.41421356};
  template <class T>
  struct Coeffs {
    T a1, a2, a3, damping;
  };
  template <class T>
  struct State {
    T s1, s2;
  };

  template <class T>
  static PARTIALS_INLINE Coeffs<T> coeffs(const T* c, double rate_hz) {
    const T g = warped_cutoff(c[0], rate_hz);
    const T a1 = T(1.f) / (T(1.f) + g * (g + c[1])), a2 = g * a1;
    return {a1, a2, g * a2, c[1]};
  }
  template <class T>
  static PARTIALS_INLINE void step(const Coeffs<T>& k, State<T>& s, const T& x, T& low, T& band) {
    const T v3 = x - s.s2;
    band = k.a1 * s.s1 + k.a2 * v3;
    low = s.s2 + k.a2 * s.s1 + k.a3 * v3;
    s.s1 = band + band - s.s1;
    s.s2 = low + low - s.s2;
  }
};

enum class Pass { low, band, high };

template <Pass kPass>
struct PassFormula : SvfCore {
  static constexpr const char* kId = kPass == Pass::low    ? "lowpass"
                                     : kPass == Pass::band ? "bandpass"
                                                           : "highpass";
  static constexpr const char* kSummary = kPass == Pass::low ? "two-pole low-pass filter"
                                          : kPass == Pass::band
                                              ? "two-pole band-pass filter, 0 dB at its centre"
                                              : "two-pole high-pass filter";
  static constexpr Control kControls[] = {kCutoff, kDamping};
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& s, T x) {
    T low, band;
    step(k, s, x, low, band);
    if constexpr (kPass == Pass::low)
      return low;
    else if constexpr (kPass == Pass::band)
      return k.damping * band;
    else
      return x - k.damping * band - low;
  }
};

struct SvfFormula : SvfCore {
  static constexpr const char* kId = "svf";
  static constexpr const char* kSummary = "two-pole state-variable filter: low, band and high in any mix";
  static constexpr Control kControls[] = {kCutoff,
                                          kDamping,
                                          {"low", Unit::linear, -1, 1, Taper::linear, 1},
                                          {"band", Unit::linear, -1, 1, Taper::linear, 0},
                                          {"high", Unit::linear, -1, 1, Taper::linear, 0}};
  template <class T>
  struct Coeffs {
    SvfCore::Coeffs<T> core;
    T low, band, high;
  };

  template <class T>
  static Coeffs<T> coeffs(const T* c, double rate_hz) {
    return {SvfCore::coeffs(c, rate_hz), c[2], c[3], c[4]};
  }
  template <class T>
  static T tick(const Coeffs<T>& k, State<T>& s, T x) {
    T low, band;
    step(k.core, s, x, low, band);
    const T scaled = k.core.damping * band;
    return k.low * low + k.band * scaled + k.high * (x - scaled - low);
  }
};

using Svf = Tick<SvfFormula>;
using LowPass = Tick<PassFormula<Pass::low>>;
using BandPass = Tick<PassFormula<Pass::band>>;
using HighPass = Tick<PassFormula<Pass::high>>;

PARTIALS_END
