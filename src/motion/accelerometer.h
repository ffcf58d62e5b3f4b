// SPDX-License-Identifier: MIT
// What an accelerometer at a joint would read: the specific force f = a - g, g = (0, -9.81, 0) m/s^2, so that
// at rest it reads 1 g upwards and in free fall nothing. `unit` 0: in m/s^2, 1: in g. In the axes of the
// world, or, where `along` and `across` are wired, of the joint: x along the bone (`along`, from the joint to
// the next), z normal to along and across (for instance the bone before), y = z x x. Where these two are
// parallel the axes are undefined, and y and z read little. in acceleration [3] in m/s^2, along [3], across
// [3] of any length; out [3].
#pragma once
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

inline constexpr const char* kAccelerometerUnits[] = {"m/s2", "g"};

struct AccelerometerFormula {
  static constexpr double kGravity = 9.81;
  static constexpr Control kSettings[] = {
      {"unit", Unit::count, 0, 1, Taper::linear, 0, 1, kAccelerometerUnits}};
  static constexpr Info kInfo{"accelerometer", 1, "what an accelerometer at a joint would read", kSettings,
                              1};
  static constexpr Port kInputs[] = {{"acceleration", Rate::frame, 0, false, false, -20, 20},
                                     {"along", Rate::frame, 0, true, false, -1, 1},
                                     {"across", Rate::frame, 0, true, false, -1, 1}};
  static constexpr const char* kOutputs[] = {"out"};

  static Shape shape(const Setup& s) {
    Shape shape;
    shape.in[0] = shape.in[1] = shape.in[2] = shape.out[0] = 3;
    if (!s.in_channels[1] != !s.in_channels[2])
      shape.error = "along and across must both be wired, or neither.";
    return shape;
  }

  double scale;
  explicit AccelerometerFormula(const Setup& s) : scale(s.settings.count("unit") ? 1 / kGravity : 1) {}

  template <class T>
  void step(const Moment<T>& m) const {
    const Vec3<T> gravity = {T(0.f), number<T>(kGravity), T(0.f)};
    const Vec3<T> force = (vec_at(m.in[0], 0) + gravity) * number<T>(scale);
    if (!m.in[1] || !m.in[2]) return put_vec(m.out[0], 0, force);
    const Vec3<T> x = unit(vec_at(m.in[1], 0)), z = unit(cross(x, vec_at(m.in[2], 0)));
    put_vec(m.out[0], 0, Vec3<T>{dot(force, x), dot(force, cross(z, x)), dot(force, z)});
  }
};
using Accelerometer = Step<AccelerometerFormula>;

PARTIALS_END
