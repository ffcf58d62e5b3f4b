// SPDX-License-Identifier: MIT
// Reads BVH text: any hierarchy, channel order and unit, positions on any joint, blanks, tabs and line ends
// of any kind. One body a file. Errors are one sentence with file and line.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "families/motion/bvh.h"

namespace partials::motion {

inline constexpr size_t kMaxBvhBytes = size_t{256} << 20;
inline constexpr size_t kMaxBvhFrames = 10'000'000;

// What a position channel of a joint with an OFFSET means, about which Biovision's description says nothing:
// it stands in the offset's place, as Assimp, Blender and MotionBuilder have it, or it is added to the
// offset, as in three.
enum class PositionRule : uint8_t { replace, add };

struct BvhOptions {
  double metres_per_unit = 0;  // of the file; 0: guessed from the body's height (body_unit.h)
  PositionRule positions = PositionRule::replace;
};

// name: the file's, for messages.
Result<Bvh> bvh_from_text(std::string_view text, const std::string& name, const BvhOptions& options = {});

}  // namespace partials::motion
