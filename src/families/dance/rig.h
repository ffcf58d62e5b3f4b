// SPDX-License-Identifier: MIT
// The body of a dancer: what of it stays the same (its rig), and one moment of it (BodyPose). Metres, y up,
// right-handed. The heading is the direction on the floor of the hips' x axis (the left of the body), so
// that what is left of the hips' turn has an x axis without a z component.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/bvh.h"

namespace partials::dance {

using motion::Mat3;
using motion::Vec3;

struct Rig {
  motion::Skeleton skeleton;    // joint 0 is the root, the hips; offsets from the parent in m
  std::vector<Mat3> rest;       // [joints] turn against the parent where a joint does not move
  std::vector<size_t> turning;  // joints that move, without the root, rising
};

struct BodyPose {
  Vec3 place_m{};           // of the hips
  double heading_rad = 0;   // about y; 0: the left of the body points to +x, and it faces +z
  std::vector<Mat3> turns;  // [joints] against the parent; of the hips, without the heading
};

// The rig of a file: offsets and rests are those of its first frame, and joints turn that do so in it.
Rig rig_from(const motion::Bvh& bvh);
// Adds the joints that turn in another file of the same joints.
void add_turning(Rig& rig, const motion::Bvh& bvh);
// An Error where another body has other joints: names or parents.
Result<void> same_body(const Rig& rig, const Rig& other);

// The body of a file at a time, which is kept within its frames: between two frames places go straight, and
// turns go along the mean of their axes. Nothing is allocated where `pose` had this size before.
class BvhBody {
 public:
  explicit BvhBody(const motion::Bvh& bvh) : bvh_(bvh) {}
  void at(double time_s, BodyPose& pose);

 private:
  void frame(size_t n, BodyPose& pose);
  const motion::Bvh& bvh_;
  motion::Pose world_;
  BodyPose next_;
};

// Where all joints are in the world; nothing is allocated where `world` had this size before.
void place_joints(const Rig& rig, const BodyPose& pose, motion::Pose& world);

// A file of poses, with the channels X Y Z position (root) and Z X Y rotation.
motion::Bvh bvh_of(const Rig& rig, double rate_hz);
void append_to(motion::Bvh& bvh, const Rig& rig, const BodyPose& pose);

// The nearest rotation by Gram-Schmidt to two columns, x first (Zhou et al. 2019, eq. 5); columns of no
// length or of one direction give no turn.
Mat3 turn_from_columns(const Vec3& x, const Vec3& y) noexcept;

}  // namespace partials::dance
