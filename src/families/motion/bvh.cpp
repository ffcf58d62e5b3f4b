// SPDX-License-Identifier: MIT
#include "families/motion/bvh.h"

namespace partials::motion {

void pose_at(const Bvh& bvh, size_t frame, Pose& pose) {
  const auto& joints = bvh.skeleton.joints;
  pose.places_m.resize(joints.size());
  pose.turns.resize(joints.size());
  const float* value = bvh.values.data() + frame * bvh.channel_count;
  for (size_t j = 0; j < joints.size(); ++j) {
    Vec3 place = joints[j].offset;
    Mat3 turn = kNoTurn;
    for (const BvhChannel channel : bvh.channels[j]) {
      const size_t axis = axis_of(channel);
      if (is_position(channel))
        place[axis] = *value;
      else
        turn = product(turn, turn_about(axis, *value));
      ++value;
    }
    if (joints[j].parent >= 0) {
      const auto parent = static_cast<size_t>(joints[j].parent);
      place = product(pose.turns[parent], place);
      for (size_t axis = 0; axis < 3; ++axis) place[axis] += pose.places_m[parent][axis];
      turn = product(pose.turns[parent], turn);
    }
    pose.places_m[j] = place;
    pose.turns[j] = turn;
  }
}

}  // namespace partials::motion
