// SPDX-License-Identifier: MIT
// Guards against: examples from another part of a take than was named, parts outside of it that pass, and
// frames or examples that depend on what was recorded besides.
#include "body/take_session.h"

#include <gtest/gtest.h>

#include <cmath>

namespace partials::body {
namespace {

// One channel that rises by 1 a second, for 4 s.
motion::Take rising() {
  motion::Take take;
  take.name = "rising";
  take.channels = {{"a", ""}};
  for (int n = 0; n <= 120; ++n) {
    take.times_s.push_back(n / 30.);
    take.values.push_back(static_cast<float>(n) / 30);
  }
  return take;
}

std::unique_ptr<MapSession> session() {
  MapSession::Options o;
  o.hear.port = 0;
  o.mapping.outputs = {{"macro1", "", 0, 1, 0, 2}};
  return MapSession::open(std::move(o), channel_inputs({"a"}, 60).value()).value();
}

TEST(TakeSession, RecordsTheNamedParts) {
  const auto s = session();
  const std::vector<TakePart> parts = {{1, 1.5, {0.25f}}, {3, 3.2, {0.75f}}};
  ASSERT_TRUE(demonstrate(*s, rising(), parts));
  const auto mapping = s->mapping();
  const auto& poses = mapping.demonstrations.poses();
  ASSERT_EQ(poses.size(), 7u) << "ten a second";
  for (const motion::PoseExample& p : poses) {
    const bool first = p.inputs[0] < 2;
    EXPECT_GE(p.inputs[0], first ? 0.9f : 2.9f);
    EXPECT_LE(p.inputs[0], first ? 1.5f : 3.2f);
    EXPECT_EQ(p.outputs[0], first ? 0.25f : 0.75f);
  }
  const auto alone = session();
  ASSERT_TRUE(demonstrate(*alone, rising(), {&parts[1], 1}));
  const auto other = alone->mapping();
  ASSERT_EQ(other.demonstrations.poses().size(), 2u);
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ(other.demonstrations.poses()[i].inputs, poses[5 + i].inputs);
}

TEST(TakeSession, RefusesPartsThatAreNotInTheTake) {
  const std::vector<std::vector<TakePart>> wrong = {
      {{-1, 1, {}}}, {{2, 1, {}}}, {{5, 6, {}}}, {{1, 2, {}}, {1.5, 3, {}}}, {{NAN, 1, {}}}};
  for (const auto& parts : wrong) {
    const auto s = session();
    EXPECT_FALSE(demonstrate(*s, rising(), parts));
    EXPECT_TRUE(s->state().examples.empty());
  }
  motion::Take other = rising();
  other.channels[0].name = "b";
  const TakePart part{1, 2, {}};
  const auto refused = demonstrate(*session(), other, {&part, 1});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text.find("'rising' has no channel a"), std::string::npos);
}

}  // namespace
}  // namespace partials::body
