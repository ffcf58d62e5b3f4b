// SPDX-License-Identifier: MIT
// BVH text: joints against places worked out by hand, every order of channels, and refusals in one sentence.
#include <gtest/gtest.h>

#include <cmath>

#include "families/motion/bvh_reader.h"
#include "families/motion/bvh_take.h"
#include "families/motion/bvh_writer.h"
#include "families/motion/mirror.h"

using namespace partials::motion;

namespace {

// An arm of two bones of 1 along x: upper (channels given) and lower.
std::string arm(const std::string& channels, const std::string& values, const std::string& frames = "1") {
  return "HIERARCHY\nROOT upper\n{\n OFFSET 0 0 0\n CHANNELS " + channels +
         "\n JOINT lower\n {\n  OFFSET 1 0 0\n  CHANNELS 0\n  End Site\n  {\n   OFFSET 1 0 0\n  }\n }\n}\n" +
         "MOTION\nFrames: " + frames + "\nFrame Time: 0.02\n" + values + "\n";
}

Bvh read(const std::string& text, double metres_per_unit = 1, PositionRule rule = PositionRule::replace) {
  const auto bvh = bvh_from_text(text, "arm.bvh", {metres_per_unit, rule});
  EXPECT_TRUE(bvh.ok()) << (bvh ? "" : bvh.error().text);
  return bvh ? bvh.value() : Bvh{};
}

std::string refusal(const std::string& text) {
  const auto bvh = bvh_from_text(text, "arm.bvh");
  return bvh ? "" : bvh.error().text;
}

void expect_place(const Bvh& bvh, size_t joint, Vec3 wanted) {
  Pose pose;
  pose_at(bvh, 0, pose);
  for (size_t axis = 0; axis < 3; ++axis) EXPECT_NEAR(pose.places_m[joint][axis], wanted[axis], 1e-6) << axis;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace

TEST(Bvh, TurnsAreAppliedInTheOrderOfTheChannels) {
  // x to y by a turn about z, then y to z by a turn about x; the other way round x stays, then goes to y
  expect_place(read(arm("2 Xrotation Zrotation", "90 90")), 1, {0, 0, 1});
  expect_place(read(arm("2 Zrotation Xrotation", "90 90")), 1, {0, 1, 0});
  expect_place(read(arm("3 Yrotation Xrotation Zrotation", "90 90 90")), 1, {1, 0, 0});
}

TEST(Bvh, PositionsStandAnywhereInTheListAndReplaceTheOffset) {
  const std::string text = replaced(arm("4 Zposition Yrotation Xposition Yposition", "3 90 1 2"),
                                    "OFFSET 0 0 0", "OFFSET 10 20 30");
  expect_place(read(text), 0, {1, 2, 3});
  expect_place(read(text), 1, {1, 2, 2});
  expect_place(read(text, 1, PositionRule::add), 0, {11, 22, 33});
}

TEST(Bvh, AnAxisWithoutAPositionKeepsItsOffset) {
  const std::string text = replaced(arm("1 Yposition", "2"), "OFFSET 0 0 0", "OFFSET 10 20 30");
  expect_place(read(text), 0, {10, 2, 30});
}

TEST(Bvh, BlanksTabsLineEndsAndBracesMayStandAsTheyWill) {
  std::string text = arm("2 Xrotation Zrotation", "90\r\n\t 90 ");
  text = replaced(replaced(text, "\n", "\r\n\r\n"), " ", "\t  ");
  text = replaced(text, "ROOT\t  upper\r\n\r\n{", "root upper {");
  expect_place(read(text), 2, {0, 0, 2});
}

TEST(Bvh, TheUnitComesFromTheBodysHeightOrFromTheCaller) {
  expect_place(read(arm("1 Xposition", "5"), 0.01), 0, {0.05, 0, 0});
  const std::string legs =
      "HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\nCHANNELS 1 Xposition\nEnd Site\n{\nOFFSET 0 -120 0\n}\nEnd "
      "Site\n{\n"
      "OFFSET 0 120 0\n}\n}\nMOTION\nFrames: 1\nFrame Time: 0.02\n50\n";
  const Bvh bvh = read(legs, 0);
  EXPECT_EQ(bvh.metres_per_unit, 0.01);
  EXPECT_NE(bvh.unit_from.find("centimetres"), std::string::npos) << bvh.unit_from;
  expect_place(bvh, 2, {0.5, 1.2, 0});
}

TEST(Bvh, WhatIsWrittenIsReadAgainAsItWas) {
  const Bvh bvh =
      read(arm("6 Zposition Yrotation Xposition Yposition Xrotation Zrotation", "3 90.123456 1 2 -7 1e-3"));
  const Bvh again = read(text_from_bvh(bvh, 0.01), 0.01);
  ASSERT_EQ(again.skeleton.joints.size(), bvh.skeleton.joints.size());
  EXPECT_EQ(again.frame_s, bvh.frame_s);
  for (size_t j = 0; j < bvh.skeleton.joints.size(); ++j) {
    EXPECT_EQ(again.skeleton.joints[j].name, bvh.skeleton.joints[j].name);
    EXPECT_EQ(again.skeleton.joints[j].parent, bvh.skeleton.joints[j].parent);
    EXPECT_EQ(again.channels[j], bvh.channels[j]);
  }
  for (size_t i = 0; i < bvh.values.size(); ++i) EXPECT_NEAR(again.values[i], bvh.values[i], 1e-6);
}

TEST(Bvh, RefusalsNameFileLineValueAndRemedy) {
  const std::string good = arm("1 Zrotation", "1\n2", "2");
  ASSERT_EQ(refusal(good), "");
  const auto expect = [&](const std::string& from, const std::string& to, const std::string& words) {
    const std::string text = refusal(replaced(good, from, to));
    EXPECT_NE(text.find(words), std::string::npos) << text;
    EXPECT_NE(text.find("arm.bvh"), std::string::npos) << text;
    EXPECT_NE(text.find("; "), std::string::npos) << text;
  };
  expect("Frames: 2", "Frames: 3", "line 17: 3 frames are announced, 2 are there");
  expect("Frames: 2", "Frames: -1", "line 17: the number of frames is '-1'");
  expect("\n2\n", "\n2 3\n", "line 20: the number of values of frame 2 is '2', expected 1");
  expect("\n2\n", "\nx\n", "line 20: value 1 of frame 2 is 'x'");
  expect("\n2\n", "\n1,5\n", "'1,5', expected a number with a point");
  expect("0.02", "0", "the frame time is '0'");
  expect("1 Zrotation", "1 Wrotation", "line 5: channel 1 of joint 'upper' is 'Wrotation'");
  expect("1 Zrotation", "2 Xposition Xposition", "expected every position once");
  expect("  OFFSET 1 0 0\n  CH", "  CH", "OFFSET of joint 'lower' is missing");
  expect("MOTION", "ROOT other\n{\n}\nMOTION", "expected 'MOTION', as a file holds one body");
  expect("JOINT", "ROOT", "a root inside joint 'upper'");
  expect("HIERARCHY", "hello", "the first word is 'hello'");
  EXPECT_NE(refusal("").find("missing"), std::string::npos);
  EXPECT_NE(refusal(good.substr(0, 60)).find("missing"), std::string::npos);
}

TEST(Bvh, AFrameMoreThanAnnouncedIsLeftOutAndSaid) {
  const Bvh bvh = read(arm("1 Zrotation", "1\n2", "1"));
  EXPECT_EQ(bvh.frames(), 1u);
  EXPECT_NE(bvh.remark.find("1 frames are announced and 2 are there"), std::string::npos) << bvh.remark;
}

TEST(Bvh, ADeepHierarchyIsRefusedAndDoesNotOverflow) {
  std::string text = "HIERARCHY\nROOT j {\nOFFSET 0 0 0\n";
  for (int i = 0; i < 100000; ++i) text += "JOINT j {\nOFFSET 0 0 0\n";
  EXPECT_NE(refusal(text).find("at most 512"), std::string::npos) << refusal(text);
}

TEST(Bvh, AMirrorSwapsSidesAndNegatesX) {
  const std::string text =
      replaced(arm("6 Xposition Yposition Zposition Zrotation Xrotation Yrotation", "1 2 3 40 50 60"),
               "ROOT upper", "ROOT left_elbow");
  const Bvh bvh = read(text), mirror = mirrored(bvh);
  EXPECT_EQ(mirror.skeleton.joints[0].name, "right_elbow");
  Pose pose;
  pose_at(bvh, 0, pose);
  for (size_t j = 0; j < 3; ++j)
    expect_place(mirror, j, {-pose.places_m[j][0], pose.places_m[j][1], pose.places_m[j][2]});
}

TEST(Bvh, ATakeHoldsPlacesUnderCanonicalNames) {
  const Take take = take_from_bvh(read(replaced(arm("1 Zrotation", "90"), "upper", "LeftArm")), "arm");
  ASSERT_EQ(take.find("left_shoulder.x"), 0);
  EXPECT_NEAR(take.values[4], 1, 1e-6);  // the lower bone's y
  EXPECT_EQ(take.channels[0].unit, "m");
}
