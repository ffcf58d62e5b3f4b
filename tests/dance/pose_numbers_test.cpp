// SPDX-License-Identifier: MIT
// Guards against: a pose that is another one after its numbers, numbers that depend on where a body stands or
// which way it faces, rotations that are none.
#include "families/dance/pose_numbers.h"

#include <gtest/gtest.h>

#include <cmath>

#include "dance/salsa.h"
#include "families/motion/bvh_reader.h"
#include "families/motion/bvh_writer.h"

namespace partials::dance {
namespace {

double farthest(const Rig& rig, const std::vector<BodyPose>& a, const std::vector<BodyPose>& b) {
  double most = 0;
  motion::Pose one, other;
  for (size_t n = 0; n < a.size(); ++n) {
    place_joints(rig, a[n], one);
    place_joints(rig, b[n], other);
    for (size_t j = 0; j < one.places_m.size(); ++j)
      for (size_t axis = 0; axis < 3; ++axis)
        most = std::max(most, std::abs(one.places_m[j][axis] - other.places_m[j][axis]));
  }
  return most;
}

std::vector<BodyPose> danced(const Rig& rig, const std::vector<float>& numbers, const BodyPose& first) {
  std::vector<BodyPose> poses{first};
  for (size_t at = 0; at < numbers.size(); at += number_count(rig)) {
    BodyPose next;
    pose_from(rig, numbers.data() + at, poses.back(), kDanceRate, next);
    poses.push_back(next);
  }
  return poses;
}

TEST(PoseNumbers, BecomeTheSameMovementAgain) {
  const DanceTakes& dances = salsa();
  EXPECT_EQ(dances.rig.turning.size(), 16u);
  for (const DanceTake& take : dances.takes) {
    const auto numbers = numbers_of(dances.rig, take.poses, kDanceRate);
    const auto again = danced(dances.rig, numbers, take.poses.front());
    EXPECT_LT(farthest(dances.rig, take.poses, again), 1e-3) << take.path;  // m, after ten seconds
  }
}

TEST(PoseNumbers, DoNotTellWhereABodyStandsAndFaces) {
  const DanceTakes& dances = salsa();
  std::vector<BodyPose> poses = dances.takes[kLead04].poses;
  const auto numbers = numbers_of(dances.rig, poses, kDanceRate);
  const double turn = 1.9, c = std::cos(turn), s = std::sin(turn);
  for (BodyPose& pose : poses) {
    const double x = pose.place_m[0], z = pose.place_m[2];
    pose.place_m = {3 + c * x + s * z, pose.place_m[1], -2 - s * x + c * z};
    pose.heading_rad += turn;
  }
  const auto moved = numbers_of(dances.rig, poses, kDanceRate);
  for (size_t i = 0; i < numbers.size(); ++i) ASSERT_NEAR(moved[i], numbers[i], 1e-4) << i;
}

TEST(PoseNumbers, OfTheReadmeAreAHundredAndFive) {
  const DanceTakes& dances = salsa();
  std::vector<std::vector<float>> rows;
  for (const DanceTake& take : dances.takes) rows.push_back(numbers_of(dances.rig, take.poses, kDanceRate));
  const NumberScale scale = scale_of(rows, number_count(dances.rig));
  EXPECT_EQ(scale.size(), 105u);  // one of 106 is always zero: the hips' x axis points to the heading
  const auto x = standardised(scale, rows.front());
  std::vector<float> again(scale.all);
  scale.restore(x.data(), again.data());
  for (size_t i = 0; i < again.size(); ++i) EXPECT_NEAR(again[i], rows.front()[i], 1e-5) << i;
  for (size_t c = 0; c < scale.size(); ++c)
    for (size_t at = c; at < x.size(); at += scale.size()) {
      EXPECT_GE(x[at], scale.low[c] - 1e-3f);
      EXPECT_LE(x[at], scale.high[c] + 1e-3f);
    }
}

// The skeleton is symmetric but for millimetres, so a mirrored body stands where the mirror shows it.
TEST(Mirror, ShowsLeftAsRight) {
  const DanceTakes& dances = salsa();
  const DanceTake& take = dances.takes[kLead10];
  const DanceTake other = mirrored(dances.rig, take);
  EXPECT_LT(farthest(dances.rig, take.poses, mirrored(dances.rig, other).poses), 1e-9);
  motion::Pose one, two;
  const int left = dances.rig.skeleton.find("lHand"), right = dances.rig.skeleton.find("rHand");
  ASSERT_GE(left, 0);
  ASSERT_GE(right, 0);
  for (const size_t n : {0u, 60u, 120u}) {
    place_joints(dances.rig, take.poses[n], one);
    place_joints(dances.rig, other.poses[n], two);
    const Vec3 &a = one.places_m[static_cast<size_t>(left)], &b = two.places_m[static_cast<size_t>(right)];
    EXPECT_NEAR(a[0], -b[0], 0.03);
    EXPECT_NEAR(a[1], b[1], 0.03);
    EXPECT_NEAR(a[2], b[2], 0.03);
    const Vec3 &wrist = take.joints[n][2], &seen = other.joints[n][3];
    EXPECT_NEAR(wrist[0], -seen[0], 1e-12);
  }
}

TEST(Rig, ABvhFileOfPosesShowsTheSamePlaces) {
  const DanceTakes& dances = salsa();
  const std::vector<BodyPose>& poses = dances.takes[kFollow10].poses;
  motion::Bvh bvh = bvh_of(dances.rig, kDanceRate);
  for (const BodyPose& pose : poses) append_to(bvh, dances.rig, pose);
  const auto read = motion::bvh_from_text(motion::text_from_bvh(bvh), "x.bvh", {.metres_per_unit = 1});
  ASSERT_TRUE(read.ok()) << read.error().text;
  ASSERT_EQ(read.value().frames(), poses.size());
  BvhBody body(read.value());
  std::vector<BodyPose> again(poses.size());
  for (size_t n = 0; n < poses.size(); ++n) body.at(static_cast<double>(n) / kDanceRate, again[n]);
  EXPECT_LT(farthest(dances.rig, poses, again), 1e-4);
}

TEST(Rig, AnyTwoColumnsGiveARotation) {
  const Mat3 m = turn_from_columns({2, 0.1, 0}, {1, 3, -1});
  for (size_t a = 0; a < 3; ++a)
    for (size_t b = 0; b < 3; ++b) {
      double dot = 0;
      for (size_t r = 0; r < 3; ++r) dot += m[r * 3 + a] * m[r * 3 + b];
      EXPECT_NEAR(dot, a == b, 1e-12);
    }
  EXPECT_NEAR(m[0] / m[3], 20, 1e-9);  // x is kept
  EXPECT_EQ(turn_from_columns({0, 0, 0}, {1, 0, 0}), motion::kNoTurn);
  EXPECT_EQ(turn_from_columns({1, 0, 0}, {2, 0, 0}), motion::kNoTurn);
}

TEST(Rig, BetweenFramesABodyIsBetweenThem) {
  motion::Bvh bvh;
  bvh.skeleton.joints = {{"hips", -1, {}, false}};
  bvh.channels = {{motion::BvhChannel::x_position, motion::BvhChannel::y_rotation}};
  bvh.channel_count = 2;
  bvh.frame_s = 0.1;
  bvh.values = {0, 170, 1, -170};
  BvhBody body(bvh);
  BodyPose pose;
  body.at(0.05, pose);
  EXPECT_NEAR(pose.place_m[0], 0.5, 1e-6);
  EXPECT_NEAR(std::cos(pose.heading_rad), -1, 1e-6);  // the short way round
}

}  // namespace
}  // namespace partials::dance
