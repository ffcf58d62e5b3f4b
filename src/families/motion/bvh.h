// SPDX-License-Identifier: MIT
// Movement as a BVH file holds it (Biovision, 1990s): a skeleton, and for every frame the turns and places of
// its joints; and where the joints are in a frame.
//   place of a joint = place of its parent + turns of its parents * (OFFSET, or the frame's position)
//   turn = product of the joint's rotations in the order of its channels
// An axis that has a position channel takes the frame's value in place of the OFFSET (see PositionRule).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "families/motion/rotation.h"
#include "families/motion/skeleton.h"

namespace partials::motion {

enum class BvhChannel : uint8_t { x_position, y_position, z_position, x_rotation, y_rotation, z_rotation };

constexpr bool is_position(BvhChannel c) noexcept { return c <= BvhChannel::z_position; }
constexpr size_t axis_of(BvhChannel c) noexcept { return static_cast<size_t>(c) % 3; }

struct Bvh {
  Skeleton skeleton;                              // offsets in m
  std::vector<std::vector<BvhChannel>> channels;  // of every joint, in the file's order
  size_t channel_count = 0;                       // of all joints together
  double frame_s = 1.0 / 60;
  std::vector<float> values;   // [frames][channel_count]; positions in m, rotations in degrees
  double metres_per_unit = 1;  // of the file that was read
  std::string unit_from;       // a sentence: how that was decided
  std::string remark;          // a sentence where something in the file was left out; else empty

  size_t frames() const noexcept { return channel_count ? values.size() / channel_count : 0; }
};

// Places and turns of all joints in the world.
struct Pose {
  std::vector<Vec3> places_m;
  std::vector<Mat3> turns;
};

// Fills the pose of a frame (below frames()); nothing is allocated where the pose was filled from this
// skeleton before.
void pose_at(const Bvh& bvh, size_t frame, Pose& pose);

}  // namespace partials::motion
