// SPDX-License-Identifier: MIT
// Left against right, of joints in the body's own axes (x to the left, origin in the middle: body_frame).
// Pair p is the joints left + p and right + p:
//   asymmetry [1]  1 / pairs sum_p |mirror(l_p) - r_p|, mirror(x, y, z) = (-x, y, z); 0: a mirror image
//   side [pairs]   |l_p - c| - |r_p - c|, c the mean of all joints: above 0 where the left joint reaches
//   further
// Mirroring the body leaves asymmetry as it is and turns the sign of side. In the unit of the input.
// in joints [3 joints].
#pragma once
#include "motion/body.h"

PARTIALS_BEGIN

struct SymmetryFormula {
  static constexpr Control kSettings[] = {kJointsSetting,
                                          joint_setting("left", 0),
                                          joint_setting("right", 2),
                                          {"pairs", Unit::count, 1, kMaxBodyJoints / 2, Taper::linear, 2}};
  static constexpr Info kInfo{"symmetry", 1, "left against right", kSettings, 4};
  static constexpr Port kInputs[] = {{"joints", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"asymmetry", "side"};

  static Shape shape(const Setup& s) {
    const SymmetryFormula f(s);
    Shape shape = shape_of_body(s);
    shape.out[0] = 1;
    shape.out[1] = f.pairs;
    if (f.left + f.pairs > f.joints || f.right + f.pairs > f.joints)
      shape.error = "left + pairs and right + pairs must be joints at most.";
    return shape;
  }

  int joints, left, right, pairs;
  explicit SymmetryFormula(const Setup& s)
      : joints(s.settings.count("joints")),
        left(s.settings.count("left")),
        right(s.settings.count("right")),
        pairs(s.settings.count("pairs")) {}

  template <class T>
  void step(const Moment<T>& m) const {
    const Vec3<T> middle = middle_of(m.in[0], joints);
    T sum = T(0.f);
    for (int p = 0; p < pairs; ++p) {
      const Vec3<T> l = vec_at(m.in[0], left + p), r = vec_at(m.in[0], right + p);
      sum = sum + length(Vec3<T>{l.x + r.x, l.y - r.y, l.z - r.z});
      m.out[1][p] = length(l - middle) - length(r - middle);
    }
    m.out[0][0] = sum * number<T>(1.0 / pairs);
  }
};
using Symmetry = Step<SymmetryFormula>;

PARTIALS_END
