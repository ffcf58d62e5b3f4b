// SPDX-License-Identifier: MIT
// The joints of a body and how they hang together. Positions are in metres, y up, right-handed, where a
// reader says nothing else. A parent stands before its children, so one pass from front to back visits the
// tree.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace partials::motion {

inline constexpr size_t kMaxJoints = 512;  // of one body, ends of limbs included

using Vec3 = std::array<double, 3>;  // x y z

struct Joint {
  std::string name;
  int parent = -1;      // -1: the root
  Vec3 offset{};        // from the parent in the rest pose, m
  bool is_end = false;  // the end of a limb: it has a place and does not turn
};

struct Skeleton {
  std::vector<Joint> joints;

  // Index of a joint; -1 where there is none of that name.
  int find(std::string_view name) const noexcept {
    for (size_t i = 0; i < joints.size(); ++i)
      if (joints[i].name == name) return static_cast<int>(i);
    return -1;
  }
};

}  // namespace partials::motion
