// SPDX-License-Identifier: MIT
// Joints of the common dialects get the same names.
#include "families/motion/body_names.h"

#include <gtest/gtest.h>

#include "families/motion/mirror.h"

using namespace partials::motion;

namespace {

using Names = std::vector<std::string>;

const Names kArmAndLeg = {"left_shoulder", "left_elbow", "left_wrist", "left_hip",
                          "left_knee",     "left_ankle", "left_foot"};

}  // namespace

TEST(BodyNames, TheDialectsAgreeOnArmsAndLegs) {
  EXPECT_EQ(canonical_names(
                {"LeftArm", "LeftForeArm", "LeftHand", "LeftUpLeg", "LeftLeg", "LeftFoot", "LeftToeBase"}),
            kArmAndLeg);
  EXPECT_EQ(canonical_names({"mixamorig:LeftArm", "mixamorig:LeftForeArm", "mixamorig:LeftHand",
                             "mixamorig:LeftUpLeg", "mixamorig:LeftLeg", "mixamorig:LeftFoot",
                             "mixamorig:LeftToeBase"}),
            kArmAndLeg);
  EXPECT_EQ(
      canonical_names({"UpperArm_L", "LowerArm_L", "Hand_L", "UpperLeg_L", "LowerLeg_L", "Foot_L", "Toes_L"}),
      kArmAndLeg);
  EXPECT_EQ(canonical_names({"LeftUpperArm", "LeftLowerArm", "LeftHand", "LeftUpperLeg", "LeftLowerLeg",
                             "LeftFoot", "LeftToes"}),
            kArmAndLeg);
  EXPECT_EQ(canonical_names(
                {"ShoulderLeft", "ElbowLeft", "WristLeft", "HipLeft", "KneeLeft", "AnkleLeft", "FootLeft"}),
            kArmAndLeg);
  EXPECT_EQ(canonical_names({"LEFT_SHOULDER", "LEFT_ELBOW", "LEFT_WRIST", "LEFT_HIP", "LEFT_KNEE",
                             "LEFT_ANKLE", "LEFT_FOOT"}),
            kArmAndLeg);
  EXPECT_EQ(canonical_names({"left_shoulder", "left_elbow", "left_wrist", "left_hip", "left_knee",
                             "left_ankle", "left_foot_index"}),
            kArmAndLeg);
  EXPECT_EQ(canonical_names({"leftShoulder", "leftElbow", "leftWrist", "leftHip", "leftKnee", "leftAnkle",
                             "leftFootIndex"}),
            kArmAndLeg);
  EXPECT_EQ(canonical_names({"lShldr", "lForeArm", "lHand", "lThigh", "lShin", "lFoot", "lToe"}), kArmAndLeg);
}

TEST(BodyNames, TheTrunkIsNamedFromHipsToHead) {
  const Names trunk = {"hips", "spine", "chest", "neck", "head"};
  EXPECT_EQ(canonical_names({"SpineBase", "SpineMid", "SpineShoulder", "Neck", "Head"}), trunk);
  EXPECT_EQ(canonical_names({"PELVIS", "NAVAL_SPINE", "CHEST_SPINE", "NECK", "HEAD"}), trunk);
  EXPECT_EQ(canonical_names({"PELVIS", "SPINE_1", "SPINE_3", "NECK", "HEAD"}), trunk);
  EXPECT_EQ(canonical_names({"Hips", "Spine", "Spine1", "Neck", "Head"}), trunk);
  EXPECT_EQ(canonical_names({"hip", "abdomen", "chest", "neck", "head"}), trunk);
}

TEST(BodyNames, AShoulderBesideAnUpperArmIsTheCollarBone) {
  EXPECT_EQ(canonical_names({"LeftShoulder", "LeftArm"}), (Names{"left_collar", "left_shoulder"}));
  EXPECT_EQ(canonical_names({"LeftCollar", "LeftShoulder"}), (Names{"left_collar", "left_shoulder"}));
  EXPECT_EQ(canonical_names({"WristLeft", "HandLeft"}), (Names{"left_wrist", "left_hand"}));
}

TEST(BodyNames, UnknownNamesAndASecondOfOneStayAsTheyAre) {
  EXPECT_EQ(canonical_names({"prop", "LHipJoint", "Head", "head"}),
            (Names{"prop", "LHipJoint", "Head", "head"}));
  EXPECT_EQ(canonical_names({}), Names{});
}

TEST(BodyNames, ChannelsKeepTheirComponent) {
  Take take;
  for (const char* name :
       {"lhx", "rwz", "rhumerus_rz", "lowerback_rx", "accl_x", "LeftUpLeg.y", "effort", "nose_x"})
    take.channels.push_back({name, ""});
  use_canonical_names(take);
  Names names;
  for (const Channel& c : take.channels) names.push_back(c.name);
  EXPECT_EQ(names, (Names{"left_hand.x", "right_wrist.z", "right_shoulder.rz", "spine.rx", "accl_x",
                          "left_hip.y", "effort", "nose.x"}));
}

TEST(Mirror, ValuesOfTheSidesAreSwappedAndXIsNegated) {
  Take take;
  take.channels = {{"left_wrist.x", "m"},  {"left_wrist.y", "m"}, {"right_wrist.x", "m"},
                   {"right_wrist.y", "m"}, {"head.rz", "deg"},    {"left_knee.rx", "deg"}};
  take.times_s = {0};
  take.values = {1, 2, 3, 4, 5, 6};
  const Take other = mirrored(take);
  EXPECT_EQ(other.values, (std::vector<float>{-3, 4, -1, 2, -5, 6}));
  EXPECT_EQ(other.channels[0].name, "left_wrist.x");
  EXPECT_EQ(other.channels[5].name, "right_knee.rx");
  EXPECT_EQ(mirrored(other).values, take.values);
}
