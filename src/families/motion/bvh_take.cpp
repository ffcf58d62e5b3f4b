// SPDX-License-Identifier: MIT
#include "families/motion/bvh_take.h"

#include <map>
#include <string>

#include "families/motion/body_names.h"

namespace partials::motion {

namespace {

// Where a leg ends with the ankle's end, as in Poser's skeletons, that end is the foot.
void name_feet(Skeleton& skeleton) {
  for (const char* side : {"left", "right"}) {
    const std::string foot = std::string(side) + "_foot", end = std::string(side) + "_ankle_end";
    Joint* tip = nullptr;
    for (Joint& joint : skeleton.joints) {
      if (joint.name == foot) tip = nullptr;
      if (joint.name == foot) break;
      if (joint.name == end) tip = &joint;
    }
    if (tip) tip->name = foot;
  }
}

}  // namespace

Take take_from_bvh(const Bvh& bvh, const std::string& name) {
  Take take;
  take.name = name;
  Skeleton skeleton = bvh.skeleton;
  use_canonical_names(skeleton);
  name_feet(skeleton);
  std::map<std::string, int> seen;
  for (const Joint& joint : skeleton.joints) {
    const int times = ++seen[joint.name];
    const std::string unique = times == 1 ? joint.name : joint.name + "_" + std::to_string(times);
    for (const char* axis : {"x", "y", "z"}) take.channels.push_back({joined({unique, axis}), "m"});
  }
  Pose pose;
  take.values.reserve(bvh.frames() * take.channels.size());
  for (size_t n = 0; n < bvh.frames(); ++n) {
    take.times_s.push_back(static_cast<double>(n) * bvh.frame_s);
    pose_at(bvh, n, pose);
    for (const Vec3& place : pose.places_m)
      for (const double x : place) take.values.push_back(static_cast<float>(x));
  }
  return take;
}

}  // namespace partials::motion
