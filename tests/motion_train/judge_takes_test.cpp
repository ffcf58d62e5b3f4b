// SPDX-License-Identifier: MIT
// Guards against: a take without wanted values that is refused as if the model could not read it.
#include "families/motion/train/judge_takes.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "families/motion/mapping.h"

namespace partials::motion {
namespace {

Model one_to_one() {
  Mapping m;
  m.inputs = {{"hand", "m", -1, 1, 0}};
  m.outputs = {{"macro1", "", 0, 1, 0, 1000}};
  m.demonstrations = Demonstrations(1, 1);
  for (const float x : {0.f, 0.5f, 1.f})
    EXPECT_TRUE(m.demonstrations.add(PoseExample{0, {x}, {x}, "", "", false}));
  return make_mapping_model(m, plain_features(60, 1), "test").value();
}
Take take_of(const std::vector<std::string>& channels) {
  Take take;
  take.name = "walk";
  for (const std::string& c : channels) take.channels.push_back({c, ""});
  for (int n = 0; n < 60; ++n) {
    take.times_s.push_back(n / 60.);
    for (size_t c = 0; c < channels.size(); ++c) take.values.push_back(static_cast<float>(n) / 60);
  }
  return take;
}
std::string refusal(const Take& take) {
  try {
    judge_take(one_to_one(), take);
  } catch (const std::runtime_error& e) {
    return e.what();
  }
  return "";
}

TEST(JudgeTakes, ErrorAgainstTheWantedValues) {
  const JudgedExample judged = judge_take(one_to_one(), take_of({"hand", "macro1"}));
  ASSERT_EQ(judged.metrics.size(), 1u);
  EXPECT_LT(judged.metrics[0].value, 5);
}

TEST(JudgeTakes, SaysWhetherAnInputOrAWantedValueIsMissing) {
  EXPECT_EQ(
      refusal(take_of({"hand"})),
      "The take 'walk' has no channel macro1, so there is no wanted value to judge that output by; give the "
      "take a column of the wanted values for every output.");
  EXPECT_NE(refusal(take_of({"macro1"})).find("hand, which the model reads"), std::string::npos);
}

}  // namespace
}  // namespace partials::motion
