// SPDX-License-Identifier: MIT
// Rotations about the axes as 3x3 matrices, row by row, right-handed: a positive turn about z carries x to y.
#pragma once
#include <array>
#include <cmath>
#include <numbers>

#include "families/motion/skeleton.h"

namespace partials::motion {

using Mat3 = std::array<double, 9>;  // [row][column]

inline constexpr Mat3 kNoTurn = {1, 0, 0, 0, 1, 0, 0, 0, 1};

inline Mat3 product(const Mat3& a, const Mat3& b) noexcept {
  Mat3 c{};
  for (size_t row = 0; row < 3; ++row)
    for (size_t column = 0; column < 3; ++column)
      for (size_t k = 0; k < 3; ++k) c[row * 3 + column] += a[row * 3 + k] * b[k * 3 + column];
  return c;
}

inline Vec3 product(const Mat3& a, const Vec3& v) noexcept {
  Vec3 w{};
  for (size_t row = 0; row < 3; ++row)
    for (size_t k = 0; k < 3; ++k) w[row] += a[row * 3 + k] * v[k];
  return w;
}

// axis: 0 x, 1 y, 2 z.
inline Mat3 turn_about(size_t axis, double degrees) noexcept {
  const double angle_rad = degrees * std::numbers::pi / 180, c = std::cos(angle_rad), s = std::sin(angle_rad);
  const size_t next = (axis + 1) % 3, last = (axis + 2) % 3;
  Mat3 m{};
  m[axis * 4] = 1;
  m[next * 4] = m[last * 4] = c;
  m[next * 3 + last] = -s;
  m[last * 3 + next] = s;
  return m;
}

}  // namespace partials::motion
