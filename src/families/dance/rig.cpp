// SPDX-License-Identifier: MIT
#include "families/dance/rig.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace partials::dance {
namespace {

using motion::Bvh;
using motion::BvhChannel;
using motion::kNoTurn;
using motion::product;

constexpr double kShortest = 1e-6;      // a vector below it has no direction
constexpr double kMovingDegrees = 0.1;  // a joint whose channels vary by less stands still

Mat3 transposed(const Mat3& m) noexcept { return {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]}; }
Vec3 column(const Mat3& m, size_t c) noexcept { return {m[c], m[3 + c], m[6 + c]}; }
double degrees(double rad) noexcept { return rad * 180 / std::numbers::pi; }
double dot(const Vec3& a, const Vec3& b) noexcept { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
Mat3 about_y(double rad) noexcept { return motion::turn_about(1, degrees(rad)); }

// The first of the channels of a joint in a frame.
size_t first_channel(const Bvh& bvh, size_t joint) {
  size_t at = 0;
  for (size_t j = 0; j < joint; ++j) at += bvh.channels[j].size();
  return at;
}

bool moves(const Bvh& bvh, size_t joint) {
  const size_t first = first_channel(bvh, joint);
  for (size_t c = 0; c < bvh.channels[joint].size(); ++c) {
    if (motion::is_position(bvh.channels[joint][c])) continue;
    float low = bvh.values[first + c], high = low;
    for (size_t i = first + c; i < bvh.values.size(); i += bvh.channel_count) {
      low = std::min(low, bvh.values[i]);
      high = std::max(high, bvh.values[i]);
    }
    if (high - low > kMovingDegrees) return true;
  }
  return false;
}

void blend(const BodyPose& next, double share, BodyPose& pose) {
  for (size_t a = 0; a < 3; ++a) pose.place_m[a] += share * (next.place_m[a] - pose.place_m[a]);
  pose.heading_rad += share * std::remainder(next.heading_rad - pose.heading_rad, 2 * std::numbers::pi);
  for (size_t j = 0; j < pose.turns.size(); ++j) {
    Vec3 axes[2];
    for (size_t c = 0; c < 2; ++c)
      for (size_t r = 0; r < 3; ++r)
        axes[c][r] = pose.turns[j][r * 3 + c] * (1 - share) + next.turns[j][r * 3 + c] * share;
    pose.turns[j] = turn_from_columns(axes[0], axes[1]);
  }
}

}  // namespace

Mat3 turn_from_columns(const Vec3& x, const Vec3& y) noexcept {
  const double length = std::sqrt(dot(x, x));
  if (!(length > kShortest)) return kNoTurn;
  const Vec3 a = {x[0] / length, x[1] / length, x[2] / length};
  const double along = dot(a, y);
  Vec3 b = {y[0] - along * a[0], y[1] - along * a[1], y[2] - along * a[2]};
  const double rest = std::sqrt(dot(b, b));
  if (!(rest > kShortest)) return kNoTurn;
  for (double& v : b) v /= rest;
  const Vec3 c = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  return {a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2]};
}

Rig rig_from(const Bvh& bvh) {
  Rig rig;
  rig.skeleton = bvh.skeleton;
  motion::Pose world;
  motion::pose_at(bvh, 0, world);
  for (size_t j = 0; j < rig.skeleton.joints.size(); ++j) {
    motion::Joint& joint = rig.skeleton.joints[j];
    if (joint.parent < 0) {
      rig.rest.push_back(kNoTurn);
      continue;
    }
    const auto parent = static_cast<size_t>(joint.parent);
    const Mat3 back = transposed(world.turns[parent]);
    const Vec3 &p = world.places_m[parent], &q = world.places_m[j];
    joint.offset = product(back, Vec3{q[0] - p[0], q[1] - p[1], q[2] - p[2]});
    rig.rest.push_back(product(back, world.turns[j]));
  }
  add_turning(rig, bvh);
  return rig;
}

void add_turning(Rig& rig, const Bvh& bvh) {
  for (size_t j = 1; j < rig.rest.size(); ++j)
    if (moves(bvh, j) && std::find(rig.turning.begin(), rig.turning.end(), j) == rig.turning.end())
      rig.turning.push_back(j);
  std::sort(rig.turning.begin(), rig.turning.end());
}

Result<void> same_body(const Rig& rig, const Rig& other) {
  const auto &a = rig.skeleton.joints, &b = other.skeleton.joints;
  bool same = a.size() == b.size();
  for (size_t j = 0; same && j < a.size(); ++j) same = a[j].name == b[j].name && a[j].parent == b[j].parent;
  if (same) return {};
  return Error{"The takes show a body of other joints (" + std::to_string(b.size()) + ", the model has " +
               std::to_string(a.size()) + "); use takes of the skeleton that the model was trained on."};
}

void BvhBody::frame(size_t n, BodyPose& pose) {
  motion::pose_at(bvh_, n, world_);
  const auto& joints = bvh_.skeleton.joints;
  pose.turns.resize(joints.size());
  pose.place_m = world_.places_m[0];
  const Vec3 left = column(world_.turns[0], 0);
  pose.heading_rad = std::hypot(left[0], left[2]) > kShortest ? std::atan2(-left[2], left[0]) : 0;
  pose.turns[0] = product(about_y(-pose.heading_rad), world_.turns[0]);
  for (size_t j = 1; j < joints.size(); ++j)
    pose.turns[j] = product(transposed(world_.turns[static_cast<size_t>(joints[j].parent)]), world_.turns[j]);
}

void BvhBody::at(double time_s, BodyPose& pose) {
  const auto last = static_cast<double>(bvh_.frames() - 1);
  const double place = std::clamp(time_s / bvh_.frame_s, 0.0, last);
  const auto n = static_cast<size_t>(place);
  frame(n, pose);
  const double share = place - static_cast<double>(n);
  if (share < 1e-3 || n + 1 >= bvh_.frames()) return;
  frame(n + 1, next_);
  blend(next_, share, pose);
}

void place_joints(const Rig& rig, const BodyPose& pose, motion::Pose& world) {
  const auto& joints = rig.skeleton.joints;
  world.places_m.resize(joints.size());
  world.turns.resize(joints.size());
  world.places_m[0] = pose.place_m;
  world.turns[0] = product(about_y(pose.heading_rad), pose.turns[0]);
  for (size_t j = 1; j < joints.size(); ++j) {
    const auto parent = static_cast<size_t>(joints[j].parent);
    world.places_m[j] = product(world.turns[parent], joints[j].offset);
    for (size_t a = 0; a < 3; ++a) world.places_m[j][a] += world.places_m[parent][a];
    world.turns[j] = product(world.turns[parent], pose.turns[j]);
  }
}

Bvh bvh_of(const Rig& rig, double rate_hz) {
  using enum BvhChannel;
  Bvh bvh;
  bvh.skeleton = rig.skeleton;
  bvh.frame_s = 1 / rate_hz;
  for (const motion::Joint& joint : rig.skeleton.joints) {
    std::vector<BvhChannel> channels;
    if (joint.parent < 0) channels = {x_position, y_position, z_position};
    if (!joint.is_end) channels.insert(channels.end(), {z_rotation, x_rotation, y_rotation});
    bvh.channel_count += channels.size();
    bvh.channels.push_back(std::move(channels));
  }
  return bvh;
}

void append_to(Bvh& bvh, const Rig& rig, const BodyPose& pose) {
  for (const double x : pose.place_m) bvh.values.push_back(static_cast<float>(x));
  for (size_t j = 0; j < rig.skeleton.joints.size(); ++j) {
    if (rig.skeleton.joints[j].is_end) continue;
    const Mat3 m = j ? pose.turns[j] : product(about_y(pose.heading_rad), pose.turns[0]);
    const double x_rad = std::asin(std::clamp(m[7], -1.0, 1.0));
    for (const double rad : {std::atan2(-m[1], m[4]), x_rad, std::atan2(-m[6], m[8])})
      bvh.values.push_back(static_cast<float>(degrees(rad)));
  }
}

}  // namespace partials::dance
