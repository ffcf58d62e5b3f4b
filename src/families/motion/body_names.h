// SPDX-License-Identifier: MIT
// One set of joint names for all sources, so that one mapping works over them. Names of the common dialects
// (CMU, Poser, MotionBuilder and Mixamo, Bandai, Kinect v2, ZED, MediaPipe, VMC and Unity) become
//   hips spine chest neck head nose, and with left_ or right_
//   collar shoulder elbow wrist hand hip knee ankle foot heel eye ear
// The same word means different joints in different dialects: beside "LeftArm", "LeftShoulder" is the collar
// bone, alone it is the shoulder. So names are looked at together. A name that is not known stays as it is.
#pragma once
#include <string>
#include <vector>

#include "families/motion/skeleton.h"
#include "families/motion/take.h"

namespace partials::motion {

// The names of one body's joints, in their order; no two joints get the same one.
std::vector<std::string> canonical_names(const std::vector<std::string>& names);

// A channel's name as joint and component: "LeftHand_x", "lhx" and "left_wrist.x" are {joint, "x"}; a name
// without a component is {name, ""}.
struct ChannelName {
  std::string joint;
  std::string component;  // x y z, rx ry rz (turns), tx ty tz (places)
};
ChannelName split_channel_name(const std::string& name);
std::string joined(const ChannelName& name);  // "left_wrist.x"

// Ends of limbs are named after their parents, "head_end".
void use_canonical_names(Skeleton& skeleton);
void use_canonical_names(Take& take);

}  // namespace partials::motion
