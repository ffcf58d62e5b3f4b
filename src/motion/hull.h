// SPDX-License-Identifier: MIT
// How much room a body takes: the volume of the solid ellipsoid whose covariance is that of the joints,
//   V = 4/3 pi 5^(3/2) sqrt(det C),   C = 1 / joints sum_k (x_k - mean)(x_k - mean)^T
// which no turn changes, in the cube of the input's unit (of body heights behind body_scale). It stands in
// for the volume of the convex hull (Larboulette and Gibet 2015, 3.1), which has no gradient of use. Joints
// in one plane have none: 0, and no gradient. in joints [3 joints], out [1].
#pragma once
#include "motion/body.h"

PARTIALS_BEGIN

struct HullFormula {
  static constexpr Control kSettings[] = {kJointsSetting};
  static constexpr Info kInfo{"hull", 1, "volume of the ellipsoid around the joints", kSettings, 1};
  static constexpr Port kInputs[] = {{"joints", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"out"};

  static Shape shape(const Setup& s) {
    Shape shape = shape_of_body(s);
    shape.out[0] = 1;
    return shape;
  }

  int joints;
  explicit HullFormula(const Setup& s) : joints(s.settings.count("joints")) {}

  template <class T>
  void step(const Moment<T>& m) const {
    const Vec3<T> middle = middle_of(m.in[0], joints);
    T xx = T(0.f), yy = xx, zz = xx, xy = xx, yz = xx, zx = xx;
    for (int k = 0; k < joints; ++k) {
      const Vec3<T> v = vec_at(m.in[0], k) - middle;
      xx = xx + v.x * v.x;
      yy = yy + v.y * v.y;
      zz = zz + v.z * v.z;
      xy = xy + v.x * v.y;
      yz = yz + v.y * v.z;
      zx = zx + v.z * v.x;
    }
    const T det = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * zx) + zx * (xy * yz - yy * zx);
    const double share = 1.0 / joints;
    m.out[0][0] =
        root_of(det * number<T>(share * share * share)) * number<T>(4.0 / 3 * kPi * 11.180339887498949);
  }
};
using Hull = Step<HullFormula>;

PARTIALS_END
