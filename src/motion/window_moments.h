// SPDX-License-Identifier: MIT
// Mean, standard deviation, slope, least and greatest of every channel over the last window_s (n frames, the
// newest among them):
//   mean = sum x / n,   deviation^2 = sum (x - mean)^2 / n,   slope: of the line that fits best, per s
// Computed about the newest value, so that a far origin costs no precision.
#pragma once
#include "motion/vectors.h"
#include "motion/window.h"
#include "motion/window_length.h"

PARTIALS_BEGIN

struct WindowMomentsFormula {
  static constexpr Control kSettings[] = {window_setting(1)};
  static constexpr Info kInfo{"window_moments", 1, "mean, deviation, slope and range of the last moments",
                              kSettings, 1};
  static constexpr Port kInputs[] = {{"in", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"mean", "deviation", "slope", "min", "max"};
  static constexpr Over kTerms[] = {Over::sum, Over::sum, Over::sum, Over::max, Over::max};

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.copies = s.in_channels[0];
    shape.in[0] = shape.kept = 1;
    for (int o = 0; o < 5; ++o) shape.out[o] = 1;
    shape.window = window_frames(s);
    shape.free = true;
    return shape;
  }

  int n;
  double per_slope;  // 1 / sum of squared times, with the hop for s
  explicit WindowMomentsFormula(const Setup& s)
      : n(window_frames(s)),
        per_slope(12 / (static_cast<double>(n) * (double(n) * n - 1) * s.clock.hop_s())) {}

  template <class T>
  void keep(const T* const* in, T* row) const {
    row[0] = in[0][0];
  }
  template <class T>
  void term(const Row<T>& r, int age, T* terms) const {
    const T x = r.at[0] - r.now[0];
    terms[0] = x * number<T>(1.0 / n);
    terms[1] = x * x * number<T>(1.0 / n);
    terms[2] = x * number<T>((0.5 * (n - 1) - age) * per_slope);
    terms[3] = -x;
    terms[4] = x;
  }
  template <class T>
  void finish(const T* terms, const T* now, T* const* out) const {
    out[0][0] = now[0] + terms[0];
    out[1][0] = root_of(terms[1] - terms[0] * terms[0]);
    out[2][0] = terms[2];
    out[3][0] = now[0] - terms[3];
    out[4][0] = now[0] + terms[4];
  }
};
using WindowMoments = Windowed<WindowMomentsFormula>;

PARTIALS_END
