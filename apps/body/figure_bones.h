// SPDX-License-Identifier: MIT
// Lines between the joints of motion::kBodyJoints, as the page draws a figure.
#pragma once
#include <array>

namespace partials::body {

inline constexpr std::array<std::array<const char*, 2>, 17> kBones = {{{"hips", "chest"},
                                                                       {"chest", "neck"},
                                                                       {"neck", "head"},
                                                                       {"neck", "left_shoulder"},
                                                                       {"left_shoulder", "left_elbow"},
                                                                       {"left_elbow", "left_wrist"},
                                                                       {"neck", "right_shoulder"},
                                                                       {"right_shoulder", "right_elbow"},
                                                                       {"right_elbow", "right_wrist"},
                                                                       {"hips", "left_hip"},
                                                                       {"left_hip", "left_knee"},
                                                                       {"left_knee", "left_ankle"},
                                                                       {"left_ankle", "left_foot"},
                                                                       {"hips", "right_hip"},
                                                                       {"right_hip", "right_knee"},
                                                                       {"right_knee", "right_ankle"},
                                                                       {"right_ankle", "right_foot"}}};

}  // namespace partials::body
