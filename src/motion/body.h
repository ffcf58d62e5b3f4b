// SPDX-License-Identifier: MIT
// What the processors of a whole body share: which of its joints are hips and shoulders, and where its middle
// and its left are. Rows of joints are x y z of each, y up, right-handed.
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

inline constexpr int kMaxBodyJoints = 512;
inline constexpr Control kJointsSetting = {"joints", Unit::count, 1, kMaxBodyJoints, Taper::linear, 4};

// The setting that names a joint by its place in the row, from 0.
constexpr Control joint_setting(const char* id, int initial) {
  return {id, Unit::count, 0, kMaxBodyJoints - 1, Taper::linear, static_cast<double>(initial)};
}

// One copy of a formula for all joints: the first input and the first output are rows of joints.
inline Shape shape_of_body(const Setup& s) {
  Shape shape;
  shape.in[0] = 3 * s.settings.count("joints");
  return shape;
}

// The mean of all joints.
template <class T>
Vec3<T> middle_of(const T* joints, int n) {
  Vec3<T> sum = vec_at(joints, 0);
  for (int k = 1; k < n; ++k) sum = sum + vec_at(joints, k);
  return sum * number<T>(1.0 / n);
}

struct Torso {
  int left_hip, right_hip, left_shoulder, right_shoulder;
  explicit Torso(const Setup& s)
      : left_hip(s.settings.count("left_hip")),
        right_hip(s.settings.count("right_hip")),
        left_shoulder(s.settings.count("left_shoulder")),
        right_shoulder(s.settings.count("right_shoulder")) {}
  static const char* error(const Setup& s) {
    const Torso t(s);
    const int joints = s.settings.count("joints");
    const bool known =
        t.left_hip < joints && t.right_hip < joints && t.left_shoulder < joints && t.right_shoulder < joints;
    return known ? nullptr : "left_hip, right_hip, left_shoulder and right_shoulder must be below joints.";
  }
  template <class T>
  Vec3<T> hips(const T* joints) const {
    return (vec_at(joints, left_hip) + vec_at(joints, right_hip)) * number<T>(0.5);
  }
  template <class T>
  Vec3<T> shoulders(const T* joints) const {
    return (vec_at(joints, left_shoulder) + vec_at(joints, right_shoulder)) * number<T>(0.5);
  }
  // Horizontal, of length 1: from the right side of the hips and shoulders to the left.
  template <class T>
  Vec3<T> left(const T* joints) const {
    const Vec3<T> across = vec_at(joints, left_hip) - vec_at(joints, right_hip) +
                           vec_at(joints, left_shoulder) - vec_at(joints, right_shoulder);
    return unit(Vec3<T>{across.x, T(0.f), across.z});
  }
};

PARTIALS_END
