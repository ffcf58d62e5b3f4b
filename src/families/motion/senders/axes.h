// SPDX-License-Identifier: MIT
// Vectors and rotations, and their conversion to our axes: metres, right-handed, y up, x to the left of a
// person who faces z. Quaternions are unit quaternions w x y z.
#pragma once
#include <array>
#include <cmath>

namespace partials::motion {

using Vec3 = std::array<double, 3>;
using Quaternion = std::array<double, 4>;  // w x y z

// Unity is left-handed with x to the right; the conversion mirrors at the plane x = 0.
inline Vec3 from_unity(const Vec3& v) noexcept { return {-v[0], v[1], v[2]}; }
inline Quaternion from_unity(const Quaternion& q) noexcept { return {q[0], q[1], -q[2], -q[3]}; }

inline Quaternion product(const Quaternion& a, const Quaternion& b) noexcept {
  return {a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
          a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2],
          a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1],
          a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0]};
}

inline Vec3 rotated(const Quaternion& q, const Vec3& v) noexcept {
  const Quaternion r = product(product(q, {0, v[0], v[1], v[2]}), {q[0], -q[1], -q[2], -q[3]});
  return {r[1], r[2], r[3]};
}

// Unity's Euler angles in degrees about x, y and z, applied in the order z, x, y.
inline Quaternion from_unity_euler(const Vec3& degrees) noexcept {
  const auto about = [&](size_t axis) {
    const double half = degrees[axis] * (3.14159265358979323846 / 360);
    Quaternion q{std::cos(half), 0, 0, 0};
    q[axis + 1] = std::sin(half);
    return q;
  };
  return from_unity(product(about(1), product(about(0), about(2))));
}

}  // namespace partials::motion
