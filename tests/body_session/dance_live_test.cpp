// SPDX-License-Identifier: MIT
// Guards against: a live dancer that is late, that does not hear its leader, or whose frames do not arrive.
#include "body/dance_live.h"

#include <gtest/gtest.h>

#include "base/clocks.h"
#include "graph/plan.h"
#include "model/golden.h"

namespace partials::body {
namespace {

using dance::DancePart;

// Hips, chest and a wrist that turns; it follows a wrist.
std::shared_ptr<const Model> small_model(bool follows) {
  auto part = std::make_shared<DancePart>();
  part->rig.skeleton.joints = {{"hips", -1, {}, false},
                               {"chest", 0, {0, 0.4, 0}, false},
                               {"left_shoulder", 1, {0.2, 0, 0}, false},
                               {"left_elbow", 2, {0.3, 0, 0}, false},
                               {"left_wrist", 3, {0.3, 0, 0}, false}};
  part->rig.rest.assign(5, motion::kNoTurn);
  part->rig.turning = {2};
  dance::NumberScale& s = part->scale;
  s.all = dance::number_count(part->rig);
  s.mean.assign(s.all, 0);
  for (const size_t one : {0u, 4u, 8u, 10u, 14u}) s.mean[one] = 1;  // a metre high, columns of no turn
  for (size_t i = 0; i < s.all; ++i) s.kept.push_back(i);
  s.deviation.assign(s.all, 0.1f);
  s.low.assign(s.all, -3);
  s.high.assign(s.all, 3);
  part->ar = {std::vector<float>(s.all, 0.5f), std::vector<float>(s.all), std::vector<float>(s.all),
              std::vector<float>(s.all, 0.1f)};
  if (follows) part->leader = {{"left_wrist"}, std::vector<float>(6), std::vector<float>(6, 1)};
  part->speed = part->acceleration = 1;
  auto model = std::make_shared<Model>();
  model->family = dance::kDanceFamily;
  model->graph = dance::dance_graph({static_cast<int>(s.all), follows ? 6 : 0, 8, 2, 100});
  auto plan = Plan<float>::compile(model->graph, {.rate_hz = 0, .max_samples = 1, .max_frames = 1});
  model->table = plan.value().weights();
  model->weights = initial_weights(model->table, 3);
  model->part = part;
  return model;
}

TEST(DanceLive, SendsAFrameEveryHop) {
  UdpSocket ear;
  ASSERT_TRUE(ear.listen("test", "127.0.0.1", 0));
  auto live = DanceLive::start(small_model(false), {{1, 1}, {}, "127.0.0.1:" + std::to_string(ear.port())});
  ASSERT_TRUE(live.ok()) << live.error().text;
  const double from_s = now_s();
  for (int n = 0; n < 21; ++n) ASSERT_TRUE(live.value()->step());
  EXPECT_GE(now_s() - from_s, 0.19);  // 100 frames a second
  motion::Receiver receiver;
  UdpSocket::Datagram d;
  while (ear.receive(d)) receiver.take(d.bytes, now_s());
  EXPECT_EQ(receiver.counts().packets, 21u);
  EXPECT_GE(receiver.body().find("left_wrist.y"), 0);
}

TEST(DanceLive, HearsItsLeaderOnceAllOfItHasArrived) {
  DanceLive::Options options;
  options.hear.port = 0;
  auto live = DanceLive::start(small_model(true), options);
  ASSERT_TRUE(live.ok()) << live.error().text;
  ASSERT_TRUE(live.value()->step());
  EXPECT_FALSE(live.value()->hears_leader());
  motion::Pose world;
  const auto leader = small_model(false);
  const dance::Rig& rig = dance::part_of(*leader).rig;
  dance::BodyPose pose;
  pose.place_m = {0, 1, 2};
  pose.turns = rig.rest;
  dance::place_joints(rig, pose, world);
  dance::BodyOsc out(rig.skeleton, 1);
  UdpSocket mouth;
  ASSERT_TRUE(mouth.open_to_send());
  mouth.send({0x7f000001, static_cast<uint16_t>(live.value()->port())}, out.packet(world));
  for (int n = 0; n < 20 && !live.value()->hears_leader(); ++n) ASSERT_TRUE(live.value()->step());
  EXPECT_TRUE(live.value()->hears_leader());
}

}  // namespace
}  // namespace partials::body
