// SPDX-License-Identifier: MIT
// Guards against: features of a body whose sender lacks joints, computed from zeros without a word; joints
// between others that are not made of those.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "body/map_session.h"
#include "families/motion/body_joints.h"

namespace partials::body {
namespace {

const float kNaN = std::numeric_limits<float>::quiet_NaN();

// A standing body of 18 joints, where those in `lacking` have never arrived.
std::vector<float> body_without(std::initializer_list<const char*> lacking) {
  std::vector<float> row;
  for (size_t j = 0; j < motion::kBodyJoints.size(); ++j)
    for (const float v : {0.1f * static_cast<float>(j % 5), 1.7f - 0.09f * static_cast<float>(j), 0.05f})
      row.push_back(v);
  for (const char* joint : lacking)
    for (int c = 0; c < 3; ++c) row[static_cast<size_t>(3 * motion::body_joint(joint) + c)] = kNaN;
  return row;
}

std::unique_ptr<MapSession> session_of(const std::vector<std::string>& features) {
  MapSession::Options o;
  o.hear.port = 0;
  o.mapping.outputs = {{"macro1", "", 0, 1, 0, 2}};
  return MapSession::open(std::move(o), body_inputs(features, 60).value()).value();
}

TEST(MissingJoints, FeaturesWaitAndSayWhichAreMissing) {
  const auto session = session_of({"contraction"});
  const auto hands = body_without({"head", "left_foot", "right_foot"});
  ASSERT_TRUE(session->record_start());
  for (int i = 0; i < 60; ++i) session->frame(100 + i / 60., hands.data(), 100 + i / 60.);
  const MapState s = session->state();
  EXPECT_EQ(s.frames, 0u) << "nothing is computed of half a body";
  EXPECT_EQ(s.missing_joints.find("The sender has not sent the joints head, left_foot, right_foot,"), 0u)
      << s.missing_joints;
  const auto stopped = session->record_stop();
  ASSERT_FALSE(stopped);
  EXPECT_NE(stopped.error().text.find("left_foot"), std::string::npos);
  const auto whole = body_without({});
  session->frame(102, whole.data(), 102);
  EXPECT_EQ(session->state().missing_joints, "");
  EXPECT_EQ(session->state().frames, 1u);
  session->frame(103, hands.data(), 103);
  EXPECT_EQ(session->state().frames, 2u) << "joints that were there once are held";
}

TEST(MissingJoints, AFeatureNeedsOnlyItsOwn) {
  const auto session = session_of({"directness"});
  const auto row =
      body_without({"head", "chest", "neck", "left_foot", "right_foot", "left_knee", "right_elbow"});
  session->frame(100, row.data(), 100);
  EXPECT_EQ(session->state().frames, 1u) << session->state().missing_joints;
  const auto steps = session_of({"step"});
  steps->frame(100, row.data(), 100);
  EXPECT_NE(steps->state().missing_joints.find("joints left_foot, right_foot"), std::string::npos);
}

TEST(MissingJoints, TheMiddleOfTheBodyIsMadeOfItsSides) {
  std::vector<std::string> channels;
  for (const auto joint : motion::kBodyJoints)
    for (const char* axis : {".x", ".y", ".z"}) channels.push_back(std::string(joint) + axis);
  JointWatch watch({"hips", "chest", "neck"}, channels);
  auto row = body_without({"hips", "chest", "neck"});
  watch.fill(row.data());
  EXPECT_TRUE(watch.see(row.data()));
  const auto y = [&](const char* joint) {
    return row[static_cast<size_t>(3 * motion::body_joint(joint) + 1)];
  };
  EXPECT_FLOAT_EQ(y("hips"), 0.5f * (y("left_hip") + y("right_hip")));
  EXPECT_FLOAT_EQ(y("neck"), 0.5f * (y("left_shoulder") + y("right_shoulder")));
  EXPECT_FLOAT_EQ(y("chest"), 0.65f * y("neck") + 0.35f * y("hips"));
  const auto own = body_without({});
  row = own;
  watch.fill(row.data());
  EXPECT_EQ(row, own) << "what the sender sends stays";
}

}  // namespace
}  // namespace partials::body
