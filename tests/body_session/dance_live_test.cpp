// SPDX-License-Identifier: MIT
// Guards against: a live dancer that is late, that does not hear its leader or its sound, or whose frames do
// not arrive.
#include "body/dance_live.h"

#include <gtest/gtest.h>

#include "base/clocks.h"
#include "osc/writer.h"
#include "support/tiny_dance.h"

namespace partials::body {
namespace {

std::shared_ptr<const Model> small_model(bool follows) {
  return std::make_shared<const Model>(test::tiny_dance(follows));
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

// Steps until what is heard is as wanted, at most 30 frames.
template <class F>
bool comes(DanceLive& live, const F& wanted) {
  for (int n = 0; n < 30; ++n) {
    if (!live.step()) return false;
    if (wanted(live.heard())) return true;
  }
  return false;
}

TEST(DanceLive, HearsLoudnessAndOnset) {
  DanceLive::Options options;
  options.hear.port = 0;
  auto made = DanceLive::start(std::make_shared<const Model>(test::tiny_dance(false, true)), options);
  ASSERT_TRUE(made.ok()) << made.error().text;
  DanceLive& live = *made.value();
  EXPECT_TRUE(live.hears_sounds());
  EXPECT_FALSE(live.follows());
  ASSERT_TRUE(live.step());
  EXPECT_EQ(live.heard().loudness_db, dance::kQuiet_db);
  UdpSocket mouth;
  ASSERT_TRUE(mouth.open_to_send());
  const auto say = [&](std::string_view address, float value) {
    std::vector<char> memory(128);
    osc::Encoder encoder(memory);
    encoder.begin(address, ",f");
    encoder.add(value);
    mouth.send({0x7f000001, static_cast<uint16_t>(live.port())}, encoder.bytes());
  };
  // of `partials play --osc`: its rise is an onset
  say("/partials/state/loudness", -20);
  EXPECT_TRUE(comes(live, [](const auto& s) { return s.loudness_db == -20 && s.onset_db > 0; }));
  ASSERT_TRUE(live.step());
  EXPECT_EQ(live.heard().onset_db, 0);
  say("/loudness", -12);
  EXPECT_TRUE(comes(live, [](const auto& s) { return s.loudness_db == -12; }));
  say("/onset", 9);
  EXPECT_TRUE(comes(live, [](const auto& s) { return s.onset_db == 9; }));
  ASSERT_TRUE(live.step());
  EXPECT_EQ(live.heard().onset_db, 0);  // it counted for one frame
  EXPECT_EQ(live.heard().loudness_db, -12);
  for (int n = 0; n < 110; ++n) ASSERT_TRUE(live.step());
  EXPECT_EQ(live.heard().loudness_db, dance::kQuiet_db);  // a second later it is over
}

}  // namespace
}  // namespace partials::body
