// SPDX-License-Identifier: MIT
#include "body/joint_watch.h"

#include <algorithm>
#include <cmath>

#include "base/listed.h"

namespace partials::body {
namespace {

bool is_here(const float* row, size_t at) noexcept {
  return std::isfinite(row[at]) && std::isfinite(row[at + 1]) && std::isfinite(row[at + 2]);
}

}  // namespace

JointWatch::JointWatch(const std::vector<std::string>& joints, const std::vector<std::string>& channels) {
  const auto place = [&](const std::string& joint) {
    return static_cast<size_t>(std::find(channels.begin(), channels.end(), joint + ".x") - channels.begin());
  };
  for (const std::string& joint : joints)
    if (place(joint) + 3 <= channels.size()) joints_.push_back({joint, place(joint)});
  missing_ = joints_.size();
  if (joints_.empty()) return;
  between_ = {{place("hips"), place("left_hip"), place("right_hip"), 0.5f},
              {place("neck"), place("left_shoulder"), place("right_shoulder"), 0.5f},
              {place("chest"), place("neck"), place("hips"), 0.65f}};
}

void JointWatch::fill(float* row) const noexcept {
  for (const Between& b : between_) {
    if (is_here(row, b.at) || !is_here(row, b.a) || !is_here(row, b.b)) continue;
    for (size_t c = 0; c < 3; ++c) row[b.at + c] = b.part_a * row[b.a + c] + (1 - b.part_a) * row[b.b + c];
  }
}

bool JointWatch::see(const float* row) noexcept {
  for (Joint& joint : joints_) {
    if (joint.seen || !is_here(row, joint.at)) continue;
    joint.seen = true;
    --missing_;
  }
  return complete();
}

std::string JointWatch::sentence() const {
  std::vector<std::string> missing;
  for (const Joint& joint : joints_)
    if (!joint.seen) missing.push_back(joint.name);
  return "The sender has not sent the joint" + std::string(missing.size() == 1 ? " " : "s ") +
         listed(missing) +
         ", which the features of the mapping need; choose a sender of the whole body, or learn from "
         "channels with --input.";
}

}  // namespace partials::body
