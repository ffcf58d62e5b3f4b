// SPDX-License-Identifier: MIT
#include "families/dance/train/figure.h"

#include <algorithm>

#include "families/motion/body_names.h"

namespace partials::dance {
namespace {

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}
int side_of(const std::string& name) {
  return name.rfind("left_", 0) == 0 ? -1 : name.rfind("right_", 0) == 0 ? 1 : 0;
}

}  // namespace

Figure figure_of(const Rig& rig) {
  motion::Skeleton named = rig.skeleton;
  motion::use_canonical_names(named);
  std::vector<bool> turns(named.joints.size());
  for (const size_t j : rig.turning) turns[j] = true;
  turns[0] = true;
  Figure figure;
  std::vector<size_t> place(named.joints.size());  // of a joint, or of the nearest drawn one above it
  for (size_t j = 0; j < named.joints.size(); ++j) {
    const motion::Joint& joint = named.joints[j];
    const size_t above = joint.parent < 0 ? 0 : static_cast<size_t>(joint.parent);
    const bool drawn = turns[j] || (turns[above] && !ends_with(joint.name, "eye"));
    place[j] = drawn ? figure.joints.size() : place[above];
    if (!drawn) continue;
    if (joint.parent >= 0) figure.bones.push_back({place[above], figure.joints.size()});
    if (joint.name == "head") figure.head = figure.joints.size();
    figure.joints.push_back(j);
    figure.sides.push_back(side_of(joint.name));
  }
  return figure;
}

std::vector<std::vector<Vec3>> drawn_joints(const Figure& figure, const Rig& rig,
                                            const std::vector<BodyPose>& poses) {
  std::vector<std::vector<Vec3>> out;
  motion::Pose world;
  for (const BodyPose& pose : poses) {
    place_joints(rig, pose, world);
    auto& row = out.emplace_back();
    for (const size_t j : figure.joints) row.push_back(world.places_m[j]);
  }
  return out;
}

}  // namespace partials::dance
