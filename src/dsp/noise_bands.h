// SPDX-License-Identifier: MIT
// The frequency bands of a noise spectrum: `bands` points equally spaced in mel (2595 log10(1 + f / 700))
// from min_hz to max_hz. A noise magnitude is an amplitude density: its square is power per Hz (one-sided),
// so the same numbers sound the same at any rate. Between the points the magnitude is linear in Hz; below
// min_hz it is constant; above max_hz it is 0.
#pragma once
#include <cmath>

#include "base/isa.h"
#include "base/processor.h"

PARTIALS_BEGIN

struct NoiseBands {
  int bands;
  double min_hz, max_hz;

  static NoiseBands of(const Settings& s) { return {s.count("bands"), s.get("min_hz"), s.get("max_hz")}; }
  double centre_hz(int b) const {
    const double lo = mel(min_hz), hi = mel(max_hz);
    return 700.0 * (std::pow(10.0, (lo + (hi - lo) * b / (bands - 1)) / 2595.0) - 1.0);
  }
  // Bandwidth of a point when power is summed: the trapezoid rule, the first down to 0 Hz.
  double width_hz(int b) const {
    const double left = b ? 0.5 * (centre_hz(b) - centre_hz(b - 1)) : min_hz;
    return left + (b + 1 < bands ? 0.5 * (centre_hz(b + 1) - centre_hz(b)) : 0);
  }
  // The bands around f_hz: `band` has the weight 1 - share, the next one share; outside the bands the nearest
  // has weight 1. `from`: a band at or below, where the search starts.
  struct Between {
    int band;
    double share;
  };
  Between between(double f_hz, int from = 0) const {
    int b = from;
    while (b + 2 < bands && centre_hz(b + 1) < f_hz) ++b;
    const double share = (f_hz - centre_hz(b)) / (centre_hz(b + 1) - centre_hz(b));
    return {b, share < 0 ? 0 : share > 1 ? 1 : share};
  }
  static double mel(double f_hz) { return 2595.0 * std::log10(1.0 + f_hz / 700.0); }
};

// Settings shared by all processors that handle noise bands.
#define PARTIALS_NOISE_BAND_SETTINGS                               \
  {"bands", Unit::count, 2, 1024, Taper::linear, 64},              \
      {"min_hz", Unit::hertz, 1, 2000, Taper::exponential, 40}, {  \
    "max_hz", Unit::hertz, 1000, 100000, Taper::exponential, 16000 \
  }

PARTIALS_END
