// SPDX-License-Identifier: MIT
// How high the head and the hips are above the lowest joint, in the unit of the input (y up). The lowest
// joint alone has the gradient of the minimum. in joints [3 joints].
#pragma once
#include "motion/body.h"

PARTIALS_BEGIN

struct HeightFormula {
  static constexpr Control kSettings[] = {kJointsSetting, joint_setting("head", 0), joint_setting("hips", 1)};
  static constexpr Info kInfo{"height", 1, "head and hips over the lowest joint", kSettings, 3};
  static constexpr Port kInputs[] = {{"joints", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"head", "hips"};

  static Shape shape(const Setup& s) {
    const HeightFormula f(s);
    Shape shape = shape_of_body(s);
    shape.out[0] = shape.out[1] = 1;
    if (f.head >= f.joints || f.hips >= f.joints) shape.error = "head and hips must be below joints.";
    return shape;
  }

  int joints, head, hips;
  explicit HeightFormula(const Setup& s)
      : joints(s.settings.count("joints")), head(s.settings.count("head")), hips(s.settings.count("hips")) {}

  template <class T>
  void step(const Moment<T>& m) const {
    T lowest = m.in[0][1];
    for (int k = 1; k < joints; ++k) lowest = min_of(lowest, m.in[0][3 * k + 1]);
    m.out[0][0] = m.in[0][3 * head + 1] - lowest;
    m.out[1][0] = m.in[0][3 * hips + 1] - lowest;
  }
};
using Height = Step<HeightFormula>;

PARTIALS_END
