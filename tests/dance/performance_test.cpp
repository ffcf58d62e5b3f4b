// SPDX-License-Identifier: MIT
// Guards against: a performance that does not begin where its take was, files that are empty or that a reader
// refuses, OSC that our own receiver does not hear, figures of a rollout that do not tell standing still.
#include "families/dance/train/performance.h"

#include <gtest/gtest.h>

#include <cmath>

#include "dance/trained.h"
#include "families/dance/body_osc.h"
#include "families/dance/train/contact_sheet.h"
#include "families/dance/train/dance_page.h"
#include "families/dance/train/plain_model.h"
#include "families/dance/train/rollout.h"
#include "families/motion/bvh_reader.h"
#include "families/motion/receiver.h"

namespace partials::dance {
namespace {

Performance pair_performance() {
  PerformanceRequest request;
  request.seconds = 2;
  request.prime = salsa_path("61_04.bvh");
  request.leader = salsa_path("60_04.bvh");
  return perform(follower_model(), request);
}

TEST(Performance, GoesOnWhereTheTakeIs) {
  const Performance p = pair_performance();
  ASSERT_EQ(p.made.poses.size(), 60u);
  ASSERT_EQ(p.real.size(), 2u);
  EXPECT_EQ(p.real[0].name, "61_04");
  for (size_t axis = 0; axis < 3; ++axis)
    EXPECT_NEAR(p.made.poses[0].place_m[axis], p.real[0].poses[0].place_m[axis], 1e-3);
  EXPECT_THROW(perform(follower_model(), {}), std::runtime_error);  // it needs a leader
}

TEST(Performance, BecomesBvhPictureAndPage) {
  const Performance p = pair_performance();
  const auto bvh = motion::bvh_from_text(bvh_text(p), "x.bvh", {.metres_per_unit = 1});
  ASSERT_TRUE(bvh.ok()) << bvh.error().text;
  EXPECT_EQ(bvh.value().frames(), 60u);
  EXPECT_NEAR(bvh.value().frame_s, 1.0 / 30, 1e-6);

  const Canvas sheet = contact_sheet(p, 6);
  size_t left = 0, right = 0;
  for (int y = 0; y < sheet.height(); ++y)
    for (int x = 0; x < sheet.width(); ++x) {
      const Rgb c = sheet.get(x, y);
      left += c.r == 255 && c.g == 180 && c.b == 84;
      right += c.r == 92 && c.g == 200 && c.b == 255;
    }
  EXPECT_GT(left, 2000u);  // limbs of 18 figures
  EXPECT_GT(right, 2000u);
  EXPECT_EQ(png_bytes(sheet).substr(1, 3), "PNG");

  const std::string page = dance_page(p, "a <b> dance");
  EXPECT_NE(page.find("a &lt;b&gt; dance"), std::string::npos);
  EXPECT_NE(page.find("\"frames\":[["), std::string::npos);
  EXPECT_EQ(page.find("http"), std::string::npos);  // nothing from elsewhere
}

TEST(BodyOsc, IsHeardAsABody) {
  const Rig& rig = salsa().rig;
  motion::Pose world;
  place_joints(rig, salsa().takes[kFollow04].poses[7], world);
  BodyOsc out(rig.skeleton, 1);
  EXPECT_GE(out.joints(), 15u);
  motion::Receiver receiver;
  receiver.take(out.packet(world), 0.1);
  EXPECT_EQ(receiver.counts().not_understood, 0u);
  for (const std::string& joint : heard_joints()) {
    const int at = receiver.body().find(joint + ".y");
    ASSERT_GE(at, 0) << joint;
    EXPECT_EQ(receiver.body()[static_cast<size_t>(at)].tracking, motion::Tracking::tracked);
  }
}

// A dancer that holds its pose: it expects what it heard, and its mixture says nothing.
TEST(Rollout, TellsStandingStill) {
  Model still = *dancer_model();
  auto part = std::make_shared<DancePart>(part_of(still));
  std::fill(still.weights.begin(), still.weights.end(), 0.f);
  for (size_t c = 0; c < part->ar.size(); ++c) {
    part->ar.now[c] = c < kPlaceNumbers && c ? 0.f : 1.f;
    part->ar.before[c] = part->ar.offset[c] = 0;
    if (c && c < kPlaceNumbers) part->ar.offset[c] = -part->scale.mean[c] / part->scale.deviation[c];
  }
  still.part = part;
  const auto figures = roll_out(std::make_shared<const Model>(still), {0, 1}, 20).value();
  EXPECT_LT(figures.fastest, 0.05);
  EXPECT_LT(figures.still_after_s, 2);
  EXPECT_FALSE(figures.lively());
  EXPECT_EQ(figures.end_text().substr(0, 18), "stands still after");
}

// A dancer whose height and velocities swing every two seconds, for ever.
TEST(Rollout, TellsRepetition) {
  Model swinging = *dancer_model();
  auto part = std::make_shared<DancePart>(part_of(swinging));
  std::fill(swinging.weights.begin(), swinging.weights.end(), 0.f);
  const float step = 2 * std::cos(2 * 3.14159265f / 60);
  for (size_t c = 0; c < part->ar.size(); ++c) {
    const bool swings = c < kPlaceNumbers;
    part->ar.now[c] = swings ? step : 1.f;
    part->ar.before[c] = swings ? -1.f : 0.f;
    part->ar.offset[c] = 0;
  }
  swinging.part = part;
  const auto figures = roll_out(std::make_shared<const Model>(swinging), {0, 1}, 20).value();
  EXPECT_GT(figures.repetition, kRepeats);
  EXPECT_NEAR(std::remainder(figures.cycle_s, 2), 0, 0.07);
}

TEST(Rollout, ATrainedDancerMoves) {
  const auto figures = roll_out(dancer_model(), {1, 1}, 20).value();
  EXPECT_GT(figures.slowest, 0.2);
  EXPECT_EQ(figures.still_after_s, 20);
  EXPECT_GT(figures.times_real_time, 1);
  EXPECT_EQ(figures.end_text(), "varies");
  EXPECT_GT(figures.variance, 0.05);
}

TEST(Rollout, ThePlainBaselineIsADance) {
  const Model plain = plain_model(salsa(), seen_roles(false), 1, 5);
  EXPECT_TRUE(mixture_of(plain).ok());
  EXPECT_TRUE(roll_out(std::make_shared<const Model>(plain), {0, 1}, 2).ok());
}

}  // namespace
}  // namespace partials::dance
