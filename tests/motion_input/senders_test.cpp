// SPDX-License-Identifier: MIT
// Guards against: misread senders: mirrored axes, inverted y, wrong units or joint names, lost joints that
// look tracked, NaN that persists. The packets of every format are written byte by byte.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "motion_input/hear.h"
#include "support/alloc_counter.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials::motion {
namespace {

using namespace osc_bytes;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Senders, WekinatorInputsAreNumbered) {
  Hear h;
  h.send(message("/wek/inputs", ",fff", f32s({0.5, -2, 7})));
  h.send(message("/wek/inputs/bundle", ",ff", f32s({0.25, 1})));
  EXPECT_EQ(h["input1"], 0.25f);
  EXPECT_EQ(h["input2"], 1);
  EXPECT_EQ(h["input3"], 7);
  EXPECT_EQ(h.of("wekinator"), 2u);
  h.send(message("/wek/inputs/bundle", ",s", text("/etc/passwd")));
  EXPECT_EQ(h.receiver.counts().not_understood, 1u) << "files are not read for others";
}

std::string skeleton(const char* address, size_t count, float first) {
  std::string data;
  for (size_t i = 0; i < count; ++i) data += f32(first + static_cast<float>(i));
  return message(address, "," + std::string(count, 'f'), data);
}

TEST(Senders, ZedSendsWholeSkeletonsInItsOwnOrder) {
  Hear h;
  h.send(skeleton("/mocap/3/joint/pos_world", 102, 0));
  EXPECT_EQ(h["hips.x"], 0);
  EXPECT_EQ(h["right_wrist.y"], 3 * 6 + 1) << "index 6 of the order of FBX files";
  EXPECT_EQ(h["head.z"], 3 * 11 + 2);
  EXPECT_EQ(h["left_wrist.x"], 3 * 20);
  EXPECT_EQ(h["right_heel.z"], 101);
  Hear b38;
  b38.send(skeleton("/mocap/0/joint/pos_world", 114, 0));
  b38.send(skeleton("/mocap/0/joint/rot_local", 152, 0));
  EXPECT_EQ(b38["left_wrist.x"], 3 * 13);
  EXPECT_EQ(b38["right_wrist.z"], 3 * 21 + 2);
  EXPECT_EQ(b38["left_wrist.qw"], 4 * 13);
  EXPECT_EQ(b38["right_heel.qz"], 151);
  EXPECT_EQ(b38.receiver.counts().no_room, 0u);
  EXPECT_STREQ(symbol_of(b38.channel("left_wrist.x").unit), "m");
  b38.send(message("/mocap/0/joint/root_pos_world", ",fff", f32s({1, 2, 3})));
  b38.send(message("/mocap/0/joint/root_rot_world", ",ffff", f32s({1, 0, 0, 0})));
  EXPECT_TRUE(b38["root.z"] == 3 && b38["root.qw"] == 1);
  std::string lost;
  for (int i = 0; i < 102; ++i) lost += f32(i / 3 == 20 ? static_cast<float>(kNaN) : 1.f);
  h.send(message("/mocap/3/joint/pos_world", "," + std::string(102, 'f'), lost));
  EXPECT_EQ(h.channel("left_wrist.x").tracking, Tracking::lost);
  EXPECT_EQ(h["left_wrist.x"], 60) << "the last value stays";
  EXPECT_EQ(h.channel("right_wrist.x").tracking, Tracking::tracked);
}

TEST(Senders, KinectTellsHowWellItSees) {
  Hear h;
  const auto joint = [&](const char* name, double x, const char* state) {
    return message(std::string("/bodies/72057594037928017/joints/") + name, ",fffs",
                   f32s({x, 1.5, 2}) + text(state));
  };
  h.send(bundle(1, {joint("WristLeft", 0.5, "Tracked"), joint("HandTipRight", -0.25, "Inferred")}));
  EXPECT_TRUE(h["left_wrist.x"] == 0.5f && h["left_wrist.y"] == 1.5f && h["left_wrist.z"] == 2);
  EXPECT_EQ(h.channel("left_wrist.y").tracking, Tracking::tracked);
  EXPECT_EQ(h.channel("right_hand_tip.x").tracking, Tracking::inferred);
  EXPECT_EQ(h.channel("right_hand_tip.x").score, 0.5f);
  h.send(joint("WristLeft", 9, "NotTracked"));
  EXPECT_TRUE(h["left_wrist.x"] == 0.5f && h.channel("left_wrist.x").tracking == Tracking::lost);
  h.send(message("/bodies/72057594037928017/hands/Left", ",ss", text("Closed") + text("High")));
  EXPECT_EQ(h["left_hand.closed"], 1);
  h.send(message("/bodies/72057594037928017/hands/Left", ",ss", text("Lasso") + text("Low")));
  EXPECT_TRUE(h["left_hand.closed"] == 0 && h["left_hand.lasso"] == 1);
  EXPECT_EQ(h.channel("left_hand.lasso").tracking, Tracking::inferred);
  h.send(message("/bodies/99/joints/Head", ",fff", f32s({1, 2, 3})));
  EXPECT_EQ(h["person2.head.y"], 2) << "another body, and the older message without a state";
}

TEST(Senders, OsceletonHasTwoOrdersOfArguments) {
  Hear h;
  h.send(message("/joint", ",sifff", text("l_hand") + i32(2) + f32s({0.75, 0.25, 1.5625})));
  EXPECT_NEAR(h["left_hand.x"], 0.64, 1e-6);
  EXPECT_NEAR(h["left_hand.y"], 0.64, 1e-6);
  EXPECT_NEAR(h["left_hand.z"], 2, 1e-6);
  h.send(message("/joint/r_knee/2", ",fff", f32s({0.5, 0.5, 0.78125})));
  EXPECT_NEAR(h["right_knee.z"], 1, 1e-6);
  h.send(message("/lost_user", ",i", i32(2)));
  EXPECT_EQ(h.channel("left_hand.x").tracking, Tracking::lost);
  const auto camera = [](const char* address, double scale, double confidence) {
    return message(address, ",siiffffd",
                   text("r_wrist") + i32(0) + i32(1) +
                       f32s({0.25 * scale, -1.5 * scale, 2 * scale, confidence}) + f64(1e12));
  };
  for (const char* address : {"/joint", "/osceleton2/joint"})
    for (const double scale : {100.0, 1000.0}) {
      Hear c;
      c.send(camera(address, scale, 0.5));
      EXPECT_NEAR(c["right_wrist.x"], 0.25, 1e-6) << address << scale;
      EXPECT_NEAR(c["right_wrist.y"], 1.5, 1e-6) << "y comes downwards";
      EXPECT_NEAR(c["right_wrist.z"], 2, 1e-6);
      c.send(camera(address, scale, 0.1));
      EXPECT_EQ(c.channel("right_wrist.x").tracking, Tracking::lost);
    }
}

TEST(Senders, MediapipeComesInManyShapes) {
  Hear h;
  h.send(message("/pose", ",ifff", i32(15) + f32s({0.25, 0.75, -0.5})));
  EXPECT_TRUE(h["left_wrist.x"] == 0.25f && h["left_wrist.y"] == 0.25f && h["left_wrist.z"] == 0.5f);
  EXPECT_EQ(h.channel("left_wrist.x").unit, Unit::image);
  h.send(message("/nose", ",fff", f32s({0.5, 0.25, 0})));
  EXPECT_EQ(h["nose.y"], 0.75f);
  h.send(message("/poses/0/rightWrist/position", ",ff", f32s({0.5, 0.125})));
  h.send(message("/poses/0/rightWrist/score", ",f", f32s({0.3})));
  EXPECT_EQ(h["right_wrist.y"], 0.875f);
  EXPECT_EQ(h.channel("right_wrist.y").tracking, Tracking::inferred);
  EXPECT_NEAR(h.channel("right_wrist.y").score, 0.3, 1e-6);
  h.send(message("/pose/keypoints/left_ankle/y", ",f", f32s({1})));
  EXPECT_EQ(h["left_ankle.y"], 0);
  h.send(message("/videoWidth", ",i", i32(640)));
  h.send(message("/videoHeight", ",i", i32(480)));
  h.send(message("/poses/0/keypoints/leftElbow/x", ",f", f32s({320})));
  h.send(message("/poses/0/keypoints/leftElbow/y", ",f", f32s({120})));
  EXPECT_TRUE(h["left_elbow.x"] == 0.5f && h["left_elbow.y"] == 0.75f) << "pixels";
  h.send(message("/right_foot_index", ",fff", f32s({0.5, 1, 0})));
  EXPECT_EQ(h["right_foot.x"], 0.5f);
  EXPECT_EQ(h.of("mediapipe"), 10u);

  InputSettings world;
  world.landmarks_in_m = true;
  Hear w(world);
  w.send(message("/pose", ",ifff", i32(0) + f32s({0.1, -0.6, -0.2})));
  EXPECT_NEAR(w["nose.y"], 0.6, 1e-6);
  EXPECT_NEAR(w["nose.z"], 0.2, 1e-6);
  EXPECT_EQ(w.channel("nose.z").unit, Unit::metre);
}

TEST(Senders, ArraysOfLandmarksSayThemselvesWhetherYWasTurned) {
  for (const bool turned : {false, true}) {
    Hear h;
    std::string x, y;
    for (int i = 0; i < 33; ++i) {
      const float down = static_cast<float>(i) / 33;  // nose above, feet below
      x += f32(0.5f);
      y += f32(turned ? 1 - down : down);
    }
    h.send(message("/x", "," + std::string(33, 'f'), x));
    h.send(message("/y", "," + std::string(33, 'f'), y));
    EXPECT_NEAR(h["nose.y"], 1, 1e-6) << turned;
    EXPECT_NEAR(h["left_hip.y"], 1 - 23.0 / 33, 1e-6) << turned;
    EXPECT_EQ(h["left_hip.x"], 0.5f);
  }
}

TEST(Senders, VmcBonesBecomePlacesInTheRoom) {
  Hear h;
  const double half = std::sqrt(0.5);
  const auto bone = [](const char* name, std::initializer_list<double> pose) {
    return message("/VMC/Ext/Bone/Pos", ",sfffffff", text(name) + f32s(pose));
  };
  // Unity: x to the right. The hips stand 1 m high and turn by 90 degrees about y; the left shoulder is 0.2 m
  // to the left of the spine (x -0.2), the hand 0.5 m farther.
  h.send(bundle(1, {message("/VMC/Ext/OK", ",i", i32(1)),
                    message("/VMC/Ext/Root/Pos", ",sfffffff", text("root") + f32s({0, 0, 3, 0, 0, 0, 1})),
                    bone("Hips", {0, 1, 0, 0, half, 0, half}), bone("Spine", {0, 0.4, 0, 0, 0, 0, 1}),
                    bone("LeftUpperArm", {-0.2, 0, 0, 0, 0, 0, 1}),
                    bone("LeftHand", {-0.5, 0, 0, 0, 0, 0, 1}), message("/VMC/Ext/T", ",f", f32(1.5f))}));
  EXPECT_NEAR(h["hips.y"], 1, 1e-6);
  EXPECT_NEAR(h["hips.z"], 3, 1e-6);
  EXPECT_NEAR(h["spine.y"], 1.4, 1e-6);
  // A rotation by 90 degrees about y in Unity's left-handed axes moves -x to +z.
  EXPECT_NEAR(h["left_wrist.x"], 0, 1e-6);
  EXPECT_NEAR(h["left_wrist.z"], 3 + 0.7, 1e-6);
  EXPECT_NEAR(h["left_shoulder.z"], 3 + 0.2, 1e-6);
  EXPECT_NEAR(h["hips.qw"], half, 1e-6);
  EXPECT_NEAR(h["hips.qy"], -half, 1e-6) << "mirrored";
  h.send(bone("Hips", {0, 1, 0, 0, 0, 0, 1}));
  EXPECT_NEAR(h["left_wrist.x"], 0.7, 1e-6) << "the left is at +x of who looks along z";
  h.send(bone("Hips", {kNaN, 1, 0, 0, 0, 0, 1}));
  EXPECT_NEAR(h["left_wrist.x"], 0.7, 1e-6) << "a NaN moves nothing";
  h.send(message("/VMC/Ext/Tra/Pos", ",sfffffff", text("LHR-1") + f32s({1, 2, 3, 0, 0, 0, 1})));
  h.send(message("/VMC/Ext/Con/Pos", ",sfffffff", text("LHR-2") + f32s({1, 0, 0, 0, 0, 0, 1})));
  h.send(message("/VMC/Ext/Hmd/Pos", ",sfffffff", text("hmd") + f32s({0, 1.7, 0, 0, 0, 0, 1})));
  EXPECT_TRUE(h["tracker1.x"] == -1 && h["tracker1.z"] == 3 && h["controller2.x"] == -1);
  EXPECT_NEAR(h["headset.y"], 1.7, 1e-6);
  h.send(message("/VMC/Ext/Blend/Val", ",sf", text("A") + f32(0.5f)));
  EXPECT_EQ(h["face.A"], 0.5f);
  h.send(message("/VMC/Ext/OK", ",i", i32(0)));
  EXPECT_EQ(h.channel("left_wrist.x").tracking, Tracking::lost);
}

TEST(Senders, AnythingElseWithNumbersIsAChannel) {
  Hear h;
  h.send(message("/1/fader2", ",f", f32s({0.75})));
  h.send(message("/xy", ",sdTh", text("pad") + f64(0.5) + i64(-7)));
  EXPECT_EQ(h["1.fader2"], 0.75f);
  EXPECT_TRUE(h["xy.1"] == 0.5f && h["xy.2"] == 1 && h["xy.3"] == -7);
  h.send(message("/partials/param/output", ",f", f32s({1})));
  h.send(message("/wekinator/control/train", ",", ""));
  EXPECT_TRUE(h.receiver.counts().commands == 2 && h.receiver.body().size() == 4);
  h.send(message("/only/text", ",s", text("x")));
  EXPECT_EQ(h.receiver.counts().not_understood, 1u);
  for (int i = 0; i < 600; ++i) h.send(message("/flood/" + std::to_string(i), ",f", f32(1)));
  EXPECT_EQ(h.receiver.body().size(), Body::kMaxChannels);
  EXPECT_EQ(h.receiver.counts().no_room, 604 - Body::kMaxChannels);
  EXPECT_EQ(h["1.fader2"], 0.75f);
  h.send(message("/" + std::string(80, 'a'), ",f", f32(1)));
  EXPECT_EQ(h.receiver.counts().no_room, 605 - Body::kMaxChannels) << "a name too long to keep";
}

TEST(Senders, ANewPersonTakesTheNumberOfOneWhoLeft) {
  Hear h;
  const auto head = [](int id) {
    return message("/bodies/" + std::to_string(id) + "/joints/Head", ",fff", f32s({0.0 + id, 0, 0}));
  };
  const auto foot = [](int id) {
    return message("/bodies/" + std::to_string(id) + "/joints/FootLeft", ",fff", f32s({1, 0, 0}));
  };
  for (int id = 1; id <= 6; ++id) h.send(head(id));
  h.send(foot(1));
  EXPECT_TRUE(h["head.x"] == 1 && h["person4.head.x"] == 4 && h.receiver.body().find("person5.head.x") < 0);
  h.now_s += 3;
  h.send(head(7));
  EXPECT_EQ(h["head.x"], 7);
  EXPECT_EQ(h.channel("left_foot.x").tracking, Tracking::lost) << "the foot of the one who left";
}

TEST(Senders, HearingAllocatesNothing) {
  Hear h;
  const std::string packet =
      bundle(0x83aa7e80'40000000u,
             {skeleton("/mocap/0/joint/pos_world", 114, 0),
              message("/VMC/Ext/Bone/Pos", ",sfffffff", text("Hips") + f32s({0, 1, 0, 0, 0, 0, 1})),
              message("/stranger", ",f", f32(1))});
  const test::NoAllocation watch;
  h.receiver.take(packet, 1);
  const long calls = watch.count();
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(h.receiver.sent_unix_s(), 0.25);
}

}  // namespace
}  // namespace partials::motion
