// SPDX-License-Identifier: MIT
// Contraction: how closely the joints are gathered about their middle (the distances of Larboulette and Gibet
// 2015, 3.1; the idea of Camurri's contraction index),
//   1 / (1 + d / reference),   d = 1 / joints sum_k |x_k - mean|
// towards 1: curled up; a half where the mean distance is `reference`, in the unit of the input. in joints
// [3 joints], out [1].
#pragma once
#include "motion/body.h"

PARTIALS_BEGIN

struct ContractionFormula {
  static constexpr Control kSettings[] = {kJointsSetting,
                                          {"reference", Unit::linear, 0.001, 100, Taper::exponential, 0.25}};
  static constexpr Info kInfo{"contraction", 1, "how closely the joints are gathered", kSettings, 2};
  static constexpr Port kInputs[] = {{"joints", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"out"};

  static Shape shape(const Setup& s) {
    Shape shape = shape_of_body(s);
    shape.out[0] = 1;
    return shape;
  }

  int joints;
  double reference;
  explicit ContractionFormula(const Setup& s)
      : joints(s.settings.count("joints")), reference(s.settings.get("reference")) {}

  template <class T>
  void step(const Moment<T>& m) const {
    const Vec3<T> middle = middle_of(m.in[0], joints);
    T distance = T(0.f);
    for (int k = 0; k < joints; ++k) distance = distance + length(vec_at(m.in[0], k) - middle);
    m.out[0][0] = T(1.f) / (T(1.f) + distance * number<T>(1 / (reference * joints)));
  }
};
using Contraction = Step<ContractionFormula>;

PARTIALS_END
