// SPDX-License-Identifier: MIT
// The One-Euro filter (Casiez, Roussel and Vogel 2012, algorithm 1): a low-pass whose cutoff rises with
// speed, so that what rests does not tremble and what moves fast is not late. With hop h in s and x^ the
// output:
//   e   = low_pass((x - x^[t - 1]) / h, d_cutoff_hz)                in units of x per s
//   x^  = low_pass(x, min_cutoff_hz + beta |e|)                     beta in 1 / unit of x
//   low_pass(x, f): y + (x - y) a,  a = 1 / (1 + 1 / (2 pi f h)),   y the value before
// `together` channels share a cutoff by the length of their e: with 3, turning a point's axes changes
// nothing. A channel that is not a number, or beyond 1e9, holds its value. A slow movement at speed v comes
// out one_euro_delay_s later. State: x^, e.
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

// How late a steady movement is, in s; `speed` in units of x per s as the filter sees it.
inline double one_euro_delay_s(double min_cutoff_hz, double beta, double speed) {
  return 1 / (kTwoPi * (min_cutoff_hz + beta * speed));
}

struct OneEuroFormula {
  static constexpr Control kSettings[] = {{"together", Unit::count, 1, 3, Taper::linear, 1}};
  static constexpr Info kInfo{"one_euro", 1, "One-Euro filter: smooth at rest, quick in motion", kSettings,
                              1};
  static constexpr Port kInputs[] = {{"in", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"out"};
  static constexpr Control kControls[] = {{"min_cutoff_hz", Unit::hertz, 0.05, 20, Taper::exponential, 1.5},
                                          {"beta", Unit::linear, 0.001, 100, Taper::exponential, 5},
                                          {"d_cutoff_hz", Unit::hertz, 0.05, 20, Taper::exponential, 1}};

  static Shape shape(const Setup& s) {
    const int n = s.settings.count("together");
    Shape shape;
    shape.copies = s.in_channels[0] / n;
    shape.in[0] = shape.out[0] = n;
    shape.state = 2 * n;
    shape.free = true;
    return shape;
  }

  int n;
  double hop_s;
  explicit OneEuroFormula(const Setup& s) : n(s.settings.count("together")), hop_s(s.clock.hop_s()) {}

  template <class T>
  T share(const T& cutoff_hz) const {
    const T turn = cutoff_hz * number<T>(kTwoPi * hop_s);
    return turn / (T(1.f) + turn);
  }
  template <class T>
  static T usable(const T& x, const T& otherwise) {
    const T most = number<T>(1e9);
    return select(x < most, select(x > -most, x, otherwise), otherwise);
  }
  template <class T>
  void step(const Moment<T>& m) const {
    T *last = m.state, *slope = m.state + n;
    const T slope_share = share(m.controls[2]);
    T x[3], square = T(0.f);
    for (int i = 0; i < n; ++i) {
      x[i] = usable(m.in[0][i], last[i]);
      if (m.seen == 0) last[i] = x[i];
      slope[i] = slope[i] + ((x[i] - last[i]) * number<T>(1 / hop_s) - slope[i]) * slope_share;
      square = square + slope[i] * slope[i];
    }
    const T moved = share(m.controls[0] + m.controls[1] * root_of(square));
    for (int i = 0; i < n; ++i) m.out[0][i] = last[i] = last[i] + (x[i] - last[i]) * moved;
  }
};
using OneEuro = Step<OneEuroFormula>;

PARTIALS_END
