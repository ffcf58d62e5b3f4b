// SPDX-License-Identifier: MIT
// Joints as the body itself sees them: from the middle of its hips, x to its left, y up, z ahead. Left is the
// horizontal part of (left hip - right hip) + (left shoulder - right shoulder), so that turning the body
// about the vertical or moving it changes nothing; behind body_scale, neither does its size.
//   joints [3 joints], root [3]: the middle of the hips, facing [2]: the heading, x and z of the unit vector
//   ahead (heading = atan2(x, z), 0 along z, to the left positive)
// In the unit of the input.
#pragma once
#include "motion/body.h"

PARTIALS_BEGIN

struct BodyFrameFormula {
  static constexpr Control kSettings[] = {kJointsSetting, joint_setting("left_hip", 0),
                                          joint_setting("right_hip", 1), joint_setting("left_shoulder", 2),
                                          joint_setting("right_shoulder", 3)};
  static constexpr Info kInfo{"body_frame", 1, "joints in the body's own axes", kSettings, 5};
  static constexpr Port kInputs[] = {{"joints", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"joints", "root", "facing"};

  static Shape shape(const Setup& s) {
    Shape shape = shape_of_body(s);
    shape.out[0] = shape.in[0];
    shape.out[1] = 3;
    shape.out[2] = 2;
    shape.error = Torso::error(s);
    return shape;
  }

  Torso torso;
  int joints;
  explicit BodyFrameFormula(const Setup& s) : torso(s), joints(s.settings.count("joints")) {}

  template <class T>
  void step(const Moment<T>& m) const {
    const Vec3<T> root = torso.hips(m.in[0]), left = torso.left(m.in[0]);
    const Vec3<T> ahead = {-left.z, T(0.f), left.x};
    for (int k = 0; k < joints; ++k) {
      const Vec3<T> v = vec_at(m.in[0], k) - root;
      put_vec(m.out[0], k, Vec3<T>{dot(v, left), v.y, dot(v, ahead)});
    }
    put_vec(m.out[1], 0, root);
    m.out[2][0] = ahead.x;
    m.out[2][1] = ahead.z;
  }
};
using BodyFrame = Step<BodyFrameFormula>;

PARTIALS_END
