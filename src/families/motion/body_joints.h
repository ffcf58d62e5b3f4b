// SPDX-License-Identifier: MIT
// The joints of a body in the order in which the processors of movement take them: whatever a sender or a
// file calls its joints, these are what features are made of. Left and right stand in two blocks of the same
// order.
#pragma once
#include <array>
#include <string_view>

namespace partials::motion {

inline constexpr std::array<std::string_view, 18> kBodyJoints = {
    "hips",        "chest",       "neck",      "head",       "left_shoulder", "left_elbow",
    "left_wrist",  "left_hip",    "left_knee", "left_ankle", "left_foot",     "right_shoulder",
    "right_elbow", "right_wrist", "right_hip", "right_knee", "right_ankle",   "right_foot"};
inline constexpr int kBodyJointCount = static_cast<int>(kBodyJoints.size());

inline constexpr int body_joint(std::string_view name) {
  for (int i = 0; i < kBodyJointCount; ++i)
    if (kBodyJoints[static_cast<size_t>(i)] == name) return i;
  return -1;
}

// As chains of src/motion/chains.h: each hangs on a joint, and so many joints follow one another.
struct BodyLimb {
  std::string_view name;
  int from, joints;
};
inline constexpr std::array<BodyLimb, 5> kBodyLimbs = {
    {{"trunk", 0, 3}, {"left_arm", 1, 3}, {"left_leg", 0, 4}, {"right_arm", 1, 3}, {"right_leg", 0, 4}}};
inline constexpr int kLeftJoints = 4, kRightJoints = 11,
                     kJointPairs = 7;  // first of either side, and how many

}  // namespace partials::motion
