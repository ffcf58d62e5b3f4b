// SPDX-License-Identifier: MIT
// Guards against: a graph whose loudness_match counts noise other than the one that is played, so that every
// note is too soft or too loud without any error; and a check that refuses older models, or that misses the
// fault after the performance inputs were inserted.
#include "families/instrument/level_check.h"

#include <gtest/gtest.h>

#include "graph/plan.h"

namespace partials {
namespace {

using Settings = std::map<std::string, double>;

Graph level_and_noise(const Settings& level, const std::string& processor, const Settings& noise) {
  Graph g;
  g.inputs = {{"f0_hz", Rate::frame, 1},
              {"loudness_db", Rate::frame, 1},
              {"tilt_db", Rate::frame, 1},
              {"amplitudes", Rate::frame, 8},
              {"noise", Rate::frame, 64}};
  g.nodes.push_back({"level",
                     "loudness_match",
                     level,
                     {{"f0_hz", "in.f0_hz"},
                      {"loudness_db", "in.loudness_db"},
                      {"amplitudes", "in.amplitudes"},
                      {"noise", "in.noise"}}});
  g.nodes.push_back(
      {"knob", "tilt", {}, {{"in", "level.noise"}, {"tilt_db", "in.tilt_db"}, {"gain_db", "in.tilt_db"}}});
  g.nodes.push_back({"breath", processor, noise, {{"magnitudes", "level.noise"}}});
  g.outputs = {{"audio", "breath.out"}};
  return g;
}

std::string said_of(const Graph& graph) {
  const auto checked = check_levels(graph);
  return checked ? "" : checked.error().text;
}

TEST(LevelCheck, AnotherNumberOfHopsIsNamedWithBothNodesAndTheRemedy) {
  const std::string wanted =
      "Node 'level': setting 'overlap' is 3, but must be 4 as in 'breath', whose noise it counts, "
      "otherwise the level would be wrong; give both the same value.";
  Graph g = level_and_noise({{"overlap", 3}}, "spectral_noise", {{"overlap", 4}});
  EXPECT_EQ(said_of(g), wanted);
  g.nodes[2].in["magnitudes"] = "knob.out";  // as in a player's graph
  EXPECT_EQ(said_of(g), wanted);
}

TEST(LevelCheck, OtherBandsAreNamedToo) {
  EXPECT_NE(said_of(level_and_noise({{"overlap", 3}}, "spectral_noise", {{"min_hz", 60.5}}))
                .find("'min_hz' is 40, but must be 60.5"),
            std::string::npos);
  EXPECT_NE(said_of(level_and_noise({{"overlap", 3}, {"max_hz", 8000}}, "spectral_noise", {}))
                .find("'max_hz' is 8000, but must be 16000"),
            std::string::npos);
}

TEST(LevelCheck, ANoiseWithoutStretchesHasNoneToCount) {
  EXPECT_EQ(said_of(level_and_noise({{"overlap", 3}}, "filtered_noise", {})),
            "Node 'level': setting 'overlap' is 3, but must be 0 before 'breath', a filtered_noise, which "
            "has no such stretches; set it to 0.");
}

TEST(LevelCheck, WhatIsRightOrFromBeforeItIsTaken) {
  // 3 is that one's own default
  EXPECT_EQ(said_of(level_and_noise({{"overlap", 3}}, "spectral_noise", {})), "");
  EXPECT_EQ(said_of(level_and_noise({{"overlap", 5}}, "spectral_noise", {{"overlap", 5}})), "");
  for (const char* processor : {"spectral_noise", "filtered_noise"})
    EXPECT_EQ(said_of(level_and_noise({}, processor, {{"min_hz", 60}})), "");
  EXPECT_EQ(said_of(level_and_noise({{"overlap", 0}}, "spectral_noise", {{"overlap", 4}})), "");
  Graph other = level_and_noise({{"overlap", 3}}, "spectral_noise", {{"overlap", 4}});
  other.nodes[2].in["magnitudes"] = "in.noise";  // whose level is not matched
  EXPECT_EQ(said_of(other), "");
}

}  // namespace
}  // namespace partials
