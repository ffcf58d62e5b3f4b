// SPDX-License-Identifier: MIT
#include "families/motion/mirror.h"

#include "families/motion/body_names.h"

namespace partials::motion {
namespace {

bool changes_sign(BvhChannel channel) {
  return channel == BvhChannel::x_position || channel == BvhChannel::y_rotation ||
         channel == BvhChannel::z_rotation;
}

}  // namespace

std::string mirrored_name(const std::string& joint) {
  if (joint.rfind("left_", 0) == 0) return "right_" + joint.substr(5);
  if (joint.rfind("right_", 0) == 0) return "left_" + joint.substr(6);
  return joint;
}

bool mirror_changes_sign(const std::string& component) {
  return component == "x" || component == "tx" || component == "ry" || component == "rz";
}

Take mirrored(const Take& take) {
  Take out = take;
  const size_t width = take.channels.size();
  for (size_t c = 0; c < width; ++c) {
    const ChannelName name = split_channel_name(take.channels[c].name);
    const std::string other = mirrored_name(take.channels[c].name);
    const int found = take.find(other);
    const size_t from = found >= 0 ? static_cast<size_t>(found) : c;
    if (found < 0) out.channels[c].name = other;
    const float sign = mirror_changes_sign(name.component) ? -1.f : 1.f;
    for (size_t n = 0; n < take.frames(); ++n) out.frame(n)[c] = sign * take.frame(n)[from];
  }
  return out;
}

Bvh mirrored(const Bvh& bvh) {
  Bvh out = bvh;
  size_t at = 0;
  for (size_t j = 0; j < bvh.channels.size(); ++j) {
    Joint& joint = out.skeleton.joints[j];
    joint.name = mirrored_name(joint.name);
    joint.offset[0] = -joint.offset[0];
    for (const BvhChannel channel : bvh.channels[j]) {
      if (changes_sign(channel))
        for (size_t i = at; i < out.values.size(); i += bvh.channel_count) out.values[i] = -out.values[i];
      ++at;
    }
  }
  return out;
}

}  // namespace partials::motion
