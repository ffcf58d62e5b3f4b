// SPDX-License-Identifier: MIT
// Suddenness, Laban's effort of time (Larboulette and Gibet 2015, 3.2.2): the mean of the joints'
// accelerations over the last window_s (n frames, all joints alike),
//   1 / n sum_t 1 / joints sum_k |a_k(t)|,   in the unit of the input: m/s^2, or body heights per s^2.
// High is sudden, low is sustained. in acceleration [3 joints].
#pragma once
#include "motion/body.h"
#include "motion/window.h"
#include "motion/window_length.h"

PARTIALS_BEGIN

struct SuddennessFormula {
  static constexpr Control kSettings[] = {kJointsSetting, window_setting(0.5)};
  static constexpr Info kInfo{"suddenness", 1, "Laban's effort of time: mean acceleration in a window",
                              kSettings, 2};
  static constexpr Port kInputs[] = {{"acceleration", Rate::frame, 0, false, false, -20, 20}};
  static constexpr const char* kOutputs[] = {"out"};
  static constexpr Over kTerms[] = {Over::sum};

  static Shape shape(const Setup& s) {
    Shape shape = shape_of_body(s);
    shape.out[0] = shape.kept = 1;
    shape.window = window_frames(s);
    return shape;
  }

  int joints, n;
  explicit SuddennessFormula(const Setup& s) : joints(s.settings.count("joints")), n(window_frames(s)) {}

  template <class T>
  void keep(const T* const* in, T* row) const {
    row[0] = T(0.f);
    for (int k = 0; k < joints; ++k) row[0] = row[0] + length(vec_at(in[0], k)) * number<T>(1.0 / joints);
  }
  template <class T>
  void term(const Row<T>& r, int, T* terms) const {
    terms[0] = r.at[0] * number<T>(1.0 / n);
  }
  template <class T>
  void finish(const T* terms, const T*, T* const* out) const {
    out[0][0] = terms[0];
  }
};
using Suddenness = Windowed<SuddennessFormula>;

PARTIALS_END
