// SPDX-License-Identifier: MIT
// Guards against: a setting that is read or written in another place than its name says, a wrong value that
// is taken, and a mistyped name that is ignored.
#include "learn/train_settings.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

using nlohmann::json;

TEST(TrainSettings, EveryValueIsSetByItsNameAndReadBack) {
  TrainerConfig config;
  const TrainSettings all = settings_of(config);
  ASSERT_TRUE(take_settings(all, {{"trainer.adam.learning_rate", "0.002"},
                                  {"trainer.adam.fall", "\"cosine\""},
                                  {"trainer.groups", "3"},
                                  {"trainer.width", "16"}}));
  EXPECT_EQ(config.adam.learning_rate, 0.002);
  EXPECT_EQ(config.adam.fall, Fall::cosine);
  EXPECT_EQ(config.groups, 3);
  EXPECT_EQ(config.width, 16);
  TrainerConfig other;
  ASSERT_TRUE(take_settings(settings_of(other), flat_settings(json_of(all))));
  EXPECT_EQ(json_of(settings_of(other)), json_of(all));
}

TEST(TrainSettings, AWrongValueIsRefusedWithItsRangeAndChangesNothing) {
  TrainerConfig config;
  const TrainSettings all = settings_of(config);
  for (const char* wrong : {"-1", "nan", "\"fast\"", "[1]", "{}", "null", "11", ""}) {
    const auto taken = take_settings(all, {{"trainer.adam.learning_rate", wrong}});
    ASSERT_FALSE(taken) << wrong;
    EXPECT_NE(taken.error().text.find("expected a number from 0 to 10"), std::string::npos)
        << taken.error().text;
  }
  for (const char* wrong : {"2", "8.5", "0"})
    EXPECT_FALSE(take_settings(all, {{"trainer.width", wrong}})) << wrong;
  EXPECT_EQ(config.adam.learning_rate, TrainerConfig().adam.learning_rate);
}

TEST(TrainSettings, AnUnknownNameIsToldTheNearest) {
  const std::string text =
      unknown_setting("trainer.adam.learning_rat", {"trainer.adam.learning_rate", "seed"}).text;
  EXPECT_NE(text.find("the nearest is 'trainer.adam.learning_rate'"), std::string::npos) << text;
}

TEST(TrainSettings, TheSettingsOfAGraphsNodesAreThoseOfTheirProcessors) {
  Graph graph;
  graph.nodes.push_back({"hidden", "dense", {{"units", 64}}, {}});
  const TrainSettings all = settings_of(graph);
  ASSERT_TRUE(take_settings(all, {{"graph.hidden.units", "32"}}));
  EXPECT_EQ(graph.nodes[0].settings.at("units"), 32);
  EXPECT_FALSE(take_settings(all, {{"graph.hidden.units", "-3"}}));
}

}  // namespace
}  // namespace partials
