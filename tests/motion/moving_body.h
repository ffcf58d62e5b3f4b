// SPDX-License-Identifier: MIT
// Somebody who walks on the spot and waves with the left hand, as joints of families/motion/body_joints.h.
#pragma once
#include <array>
#include <cmath>

#include "families/motion/body_joints.h"
#include "motion/node_run.h"

namespace partials::test {

using Place = std::array<double, 3>;

inline Place place_of(const std::vector<double>& row, int joint) {
  const size_t at = 3 * static_cast<size_t>(joint);
  return {row[at], row[at + 1], row[at + 2]};
}
inline void set_place(std::vector<double>& row, int joint, const Place& p) {
  for (size_t i = 0; i < 3; ++i) row[3 * static_cast<size_t>(joint) + i] = p[i];
}

// At a time in s; y up, facing z, 1.7 m tall.
inline std::vector<double> body_at(double t) {
  constexpr double kTurn = 6.283185307179586;
  std::vector<double> row(3 * motion::kBodyJointCount);
  const auto put = [&](std::string_view name, const Place& p) {
    set_place(row, motion::body_joint(name), p);
  };
  const double sway = 0.03 * std::sin(kTurn * 0.5 * t), bob = 0.02 * std::sin(kTurn * 2 * t);
  put("hips", {sway, 0.95 + bob, 0});
  put("chest", {sway, 1.2 + bob, 0.02});
  put("neck", {1.2 * sway, 1.45 + bob, 0.02});
  put("head", {1.3 * sway, 1.62 + bob, 0.05});
  for (const double side : {1.0, -1.0}) {
    const std::string name = side > 0 ? "left_" : "right_";
    const double phase = side > 0 ? 0.0 : 0.5;
    const double swing = std::sin(kTurn * (t + phase)), lift = std::max(0.0, std::sin(kTurn * (t + phase)));
    const double wave = side > 0 ? std::sin(kTurn * 1.7 * t) : 0.2 * std::sin(kTurn * 0.4 * t);
    put(name + "shoulder", {side * 0.19 + sway, 1.4 + bob, 0});
    put(name + "elbow", {side * 0.3, 1.15 + 0.1 * wave, 0.08 * swing});
    put(name + "wrist", {side * (0.35 + 0.1 * wave), 1.0 + 0.4 * wave * wave, 0.2 + 0.15 * swing});
    put(name + "hip", {side * 0.09 + sway, 0.93 + bob, 0.01 * swing});
    put(name + "knee", {side * 0.1, 0.5 + 0.1 * lift, 0.1 * lift});
    put(name + "ankle", {side * 0.1, 0.09 + 0.12 * lift * lift, -0.1 * lift});
    put(name + "foot", {side * 0.1, 0.02 + 0.12 * lift * lift, 0.12 - 0.1 * lift});
  }
  return row;
}

// Every joint's place through f.
template <class F>
Rows moved(Rows rows, const F& f) {
  for (auto& row : rows)
    for (int k = 0; k < motion::kBodyJointCount; ++k) set_place(row, k, f(place_of(row, k)));
  return rows;
}

// The mirror image: left joints become right ones.
inline Rows mirrored(const Rows& rows) {
  const Rows flipped = moved(rows, [](const Place& p) { return Place{-p[0], p[1], p[2]}; });
  Rows out = flipped;
  for (size_t t = 0; t < rows.size(); ++t)
    for (int p = 0; p < motion::kJointPairs; ++p) {
      set_place(out[t], motion::kLeftJoints + p, place_of(flipped[t], motion::kRightJoints + p));
      set_place(out[t], motion::kRightJoints + p, place_of(flipped[t], motion::kLeftJoints + p));
    }
  return out;
}

}  // namespace partials::test
