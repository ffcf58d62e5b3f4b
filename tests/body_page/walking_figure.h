// SPDX-License-Identifier: MIT
// A figure that walks in a circle and waves, from formulas: the 18 joints of families/motion/body_joints.h
// and the bones between them. m, y up, right-handed; it walks towards where it faces.
#pragma once
#include <array>
#include <cmath>
#include <numbers>

#include "families/motion/body_joints.h"

namespace partials::body {

using Place = std::array<double, 3>;
using Pose = std::array<Place, motion::kBodyJointCount>;

inline constexpr std::array<std::array<int, 2>, 17> kBodyBones = {{{0, 1},
                                                                   {1, 2},
                                                                   {2, 3},
                                                                   {2, 4},
                                                                   {4, 5},
                                                                   {5, 6},
                                                                   {0, 7},
                                                                   {7, 8},
                                                                   {8, 9},
                                                                   {9, 10},
                                                                   {2, 11},
                                                                   {11, 12},
                                                                   {12, 13},
                                                                   {0, 14},
                                                                   {14, 15},
                                                                   {15, 16},
                                                                   {16, 17}}};

// One leg or arm as two bones in the plane of walking, hung at `top`: angles from straight down, in radians,
// positive forwards; lengths in m. Body axes: x to the left, z ahead.
inline std::array<Place, 2> limb(const Place& top, double first_rad, double second_rad, double first_m,
                                 double second_m) {
  const Place middle = {top[0], top[1] - first_m * std::cos(first_rad),
                        top[2] + first_m * std::sin(first_rad)};
  return {middle, Place{middle[0], middle[1] - second_m * std::cos(second_rad),
                        middle[2] + second_m * std::sin(second_rad)}};
}

inline Pose walking_pose(double time_s) {
  constexpr double kStridesHz = 0.85, kCircle_m = 1.1, kSpeed_mps = 1.0;
  const double phase = 2 * std::numbers::pi * kStridesHz * time_s;
  const double wave = 0.5 - 0.5 * std::cos(0.7 * time_s);  // 0..1: how high the right hand is
  Pose p{};
  const double hips_y = 0.93 + 0.02 * std::cos(2 * phase);
  p[0] = {0, hips_y, 0};
  p[1] = {0, hips_y + 0.28, 0.02};
  p[2] = {0, hips_y + 0.52, 0.03};
  p[3] = {0, hips_y + 0.70, 0.06};
  for (int side = 0; side < 2; ++side) {
    const double x = side == 0 ? 1 : -1, swing = std::sin(phase + (side == 0 ? 0 : std::numbers::pi));
    const double knee = 0.55 * std::max(0.0, std::cos(phase + (side == 0 ? 0 : std::numbers::pi)));
    const size_t arm = side == 0 ? 4 : 11, leg = side == 0 ? 7 : 14;
    p[arm] = {0.19 * x, hips_y + 0.47, 0.02};
    const double raise = side == 0 ? 0 : wave * 2.4;
    const auto a = limb(p[arm], raise - 0.45 * swing, raise * 1.15 - 0.45 * swing + 0.35, 0.29, 0.26);
    p[leg] = {0.1 * x, hips_y - 0.02, 0};
    const auto l = limb(p[leg], 0.45 * swing + 0.4 * knee, 0.45 * swing - knee, 0.43, 0.42);
    p[arm + 1] = a[0];
    p[arm + 2] = a[1];
    p[leg + 1] = l[0];
    p[leg + 2] = l[1];
    p[leg + 3] = {l[1][0], l[1][1] - 0.06, l[1][2] + 0.16};
  }
  const double turned = kSpeed_mps / kCircle_m * time_s, c = std::cos(turned), s = std::sin(turned);
  for (Place& j : p) j = {c * (j[0] - kCircle_m) + s * j[2], j[1], -s * (j[0] - kCircle_m) + c * j[2]};
  return p;
}

}  // namespace partials::body
