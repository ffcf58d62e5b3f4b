// SPDX-License-Identifier: MIT
// Directness, Laban's effort of space (the inverse of Larboulette and Gibet 2015, 3.2.2): how straight a
// joint went in the last window_s,
//   (|x(t) - x(t - window)| + rest) / (path + rest),   path = sum_t |x(t) - x(t - 1)|
// 1: a straight line, or no movement; towards 0: roundabout. `rest`, in the unit of the input, is what counts
// as standing still. in position [3 joints], out [joints].
#pragma once
#include "motion/body.h"
#include "motion/window.h"
#include "motion/window_length.h"

PARTIALS_BEGIN

struct DirectnessFormula {
  static constexpr Control kSettings[] = {
      kJointsSetting, window_setting(1), {"rest", Unit::linear, 0.0001, 10, Taper::exponential, 0.02}};
  static constexpr Info kInfo{"directness", 1, "Laban's effort of space: how straight a joint goes",
                              kSettings, 3};
  static constexpr Port kInputs[] = {{"position", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"out"};
  static constexpr Over kTerms[] = {Over::sum, Over::sum, Over::sum,
                                    Over::sum};  // path, way back to the oldest

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.copies = s.settings.count("joints");
    shape.in[0] = shape.kept = 3;
    shape.out[0] = 1;
    shape.window = window_frames(s);
    return shape;
  }

  int n;
  double rest;
  explicit DirectnessFormula(const Setup& s) : n(window_frames(s)), rest(s.settings.get("rest")) {}

  template <class T>
  void keep(const T* const* in, T* row) const {
    put_vec(row, 0, vec_at(in[0], 0));
  }
  template <class T>
  void term(const Row<T>& r, int age, T* terms) const {
    const Vec3<T> at = vec_at(r.at, 0);
    terms[0] = length(at - vec_at(r.older, 0));
    if (age == n - 1)
      put_vec(terms + 1, 0, at - vec_at(r.now, 0));
    else
      put_vec(terms + 1, 0, Vec3<T>{T(0.f), T(0.f), T(0.f)});
  }
  template <class T>
  void finish(const T* terms, const T*, T* const* out) const {
    out[0][0] = (length(vec_at(terms + 1, 0)) + number<T>(rest)) / (terms[0] + number<T>(rest));
  }
};
using Directness = Windowed<DirectnessFormula>;

PARTIALS_END
