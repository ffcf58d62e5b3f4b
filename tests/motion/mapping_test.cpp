// SPDX-License-Identifier: MIT
// Guards against: mappings that miss their own examples, swing wildly between them or leave the demonstrated
// range; mutes and deletions without effect; models of movement that a file does not bring back; a change of
// model that makes an output jump.
#include "families/motion/mapping.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "families/model_loading.h"
#include "families/motion/live_mapping.h"
#include "families/motion/motion_model.h"
#include "support/alloc_counter.h"

namespace partials::motion {
namespace {

constexpr int kRateHz = 60;

Mapping regression(int inputs, int outputs) {
  Mapping m;
  for (int i = 0; i < inputs; ++i) m.inputs.push_back({"in" + std::to_string(i), "m", -1, 1, 0});
  for (int i = 0; i < outputs; ++i) m.outputs.push_back({"out" + std::to_string(i), "", 0, 1, 0.5f, 1e6f});
  m.demonstrations = Demonstrations(inputs, outputs);
  return m;
}
void show(Mapping& m, std::vector<float> in, std::vector<float> out) {
  ASSERT_TRUE(m.demonstrations.add(PoseExample{0, std::move(in), std::move(out), "", "", false}));
}
Mapping labels(std::vector<std::vector<float>> rows, std::vector<std::string> names) {
  Mapping m;
  m.kind = MappingKind::classes;
  for (size_t i = 0; i < rows[0].size(); ++i) m.inputs.push_back({"in" + std::to_string(i), "", -1, 1, 0});
  m.demonstrations = Demonstrations(static_cast<int>(rows[0].size()), 0);
  for (size_t i = 0; i < rows.size(); ++i)
    EXPECT_TRUE(m.demonstrations.add(PoseExample{0, rows[i], {}, names[i], "", false}));
  return m;
}
std::unique_ptr<LiveMapping> live(const Mapping& m) {
  auto model = make_mapping_model(m, plain_features(kRateHz, static_cast<int>(m.inputs.size())), "test");
  EXPECT_TRUE(model) << model.error().text;
  auto player = std::make_unique<LiveMapping>();
  EXPECT_TRUE(player->post(std::make_shared<const Model>(std::move(model).value())));
  return player;
}
std::vector<float> ask(LiveMapping& player, const std::vector<float>& in, const char* output = "values") {
  EXPECT_TRUE(player.frame(in));
  const auto values = player.output(output);
  return {values.begin(), values.end()};
}

TEST(Mapping, PassesThroughItsExamplesAndStaysNearTheDemonstratedRange) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<float> unit(-1, 1);
  Mapping m = regression(5, 3);
  for (int i = 0; i < 30; ++i) {
    std::vector<float> x(5), y(3);
    for (float& v : x) v = unit(random);
    for (int k = 0; k < 3; ++k) y[static_cast<size_t>(k)] = 0.5f + 0.2f * std::sin(2 * x[0] + x[1] * k);
    show(m, x, y);
  }
  auto player = live(m);
  float low[3] = {9, 9, 9}, high[3] = {-9, -9, -9};
  for (const PoseExample& p : m.demonstrations.poses()) {
    const auto y = ask(*player, p.inputs);
    for (size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(y[k], p.outputs[k], 1e-3);
      low[k] = std::min(low[k], p.outputs[k]);
      high[k] = std::max(high[k], p.outputs[k]);
    }
  }
  for (int i = 0; i < 500; ++i) {
    std::vector<float> far(5);
    for (float& v : far) v = 50 * unit(random);
    const auto y = ask(*player, far);
    for (size_t k = 0; k < 3; ++k) {
      const float margin = 0.1f * (high[k] - low[k]) + 1e-6f;
      EXPECT_GE(y[k], low[k] - margin);
      EXPECT_LE(y[k], high[k] + margin);
    }
  }
}

TEST(Mapping, OfTwoPosesItGoesFromOneToTheOther) {
  Mapping m = regression(2, 1);
  show(m, {0, 0}, {0.2f});
  show(m, {1, 0}, {0.8f});
  auto player = live(m);
  float before = 0.15f;
  for (int i = 0; i <= 20; ++i) {
    const float y = ask(*player, {static_cast<float>(i) / 20, 0})[0];
    EXPECT_GE(y, before - 1e-4f) << "no bump at " << i;
    before = y;
  }
  EXPECT_NEAR(before, 0.8f, 1e-3);
}

TEST(Mapping, OnePoseAloneGivesItsValuesEverywhere) {
  Mapping m = regression(2, 2);
  show(m, {0.3f, 0.1f}, {0.4f, 0.6f});
  auto player = live(m);
  const auto y = ask(*player, {-1, 1});
  EXPECT_NEAR(y[0], 0.4f, 1e-5);
  EXPECT_NEAR(y[1], 0.6f, 1e-5);
}

TEST(Mapping, OfContradictionsItTakesTheMean) {
  Mapping m = regression(1, 1);
  for (int i = 0; i < 4; ++i) show(m, {0}, {i % 2 ? 0.2f : 0.8f});
  show(m, {1}, {0.5f});
  EXPECT_NEAR(ask(*live(m), {0})[0], 0.5f, 0.02);
}

TEST(Mapping, MutedAndDeletedExamplesDoNotCount) {
  Mapping m = regression(1, 1);
  show(m, {0}, {0.2f});
  show(m, {1}, {0.4f});
  show(m, {1}, {0.9f});
  EXPECT_TRUE(m.demonstrations.mute(2, true));
  EXPECT_NEAR(ask(*live(m), {1})[0], 0.9f, 1e-3);
  EXPECT_TRUE(m.demonstrations.mute(2, false));
  EXPECT_TRUE(m.demonstrations.remove(3));
  EXPECT_NEAR(ask(*live(m), {1})[0], 0.4f, 1e-3);
  EXPECT_FALSE(m.demonstrations.remove(3));
  EXPECT_EQ(m.demonstrations.add(PoseExample{0, {0.5f}, {0.5f}, "", "", false}).value(), 4)
      << "ids are not used again";
}

TEST(Mapping, RefusesInASentence) {
  Mapping m = regression(2, 1);
  EXPECT_FALSE(m.demonstrations.add(PoseExample{0, {1}, {1}, "", "", false}));
  EXPECT_FALSE(m.demonstrations.add(PoseExample{0, {1, 2}, {1, 2}, "", "", false}));
  EXPECT_FALSE(m.demonstrations.add(PoseExample{0, {1, 2}, {}, "", "", false}));
  EXPECT_FALSE(m.demonstrations.add(PoseExample{0, {1, NAN}, {1}, "", "", false}));
  EXPECT_FALSE(m.demonstrations.add(GestureExample{0, "g", {1, 2, 3}, false}));
  const auto nothing = make_mapping_model(m, plain_features(kRateHz, 2), "test");
  ASSERT_FALSE(nothing);
  EXPECT_NE(nothing.error().text.find("no demonstration"), std::string::npos);
  show(m, {1, 2}, {1});
  EXPECT_FALSE(make_mapping_model(m, plain_features(kRateHz, 3), "test")) << "other channels";
}

TEST(Mapping, LabelsAreToldApartAndStrangersAreNone) {
  std::mt19937_64 random(5);
  std::normal_distribution<float> normal(0, 0.15f);
  std::vector<std::vector<float>> rows;
  std::vector<std::string> names;
  const auto pose = [&](int label) {
    return std::vector<float>{std::cos(2.1f * static_cast<float>(label)) + normal(random),
                              std::sin(2.1f * static_cast<float>(label)) + normal(random)};
  };
  for (int i = 0; i < 60; ++i) {
    rows.push_back(pose(i % 3));
    names.push_back(std::string(1, static_cast<char>('a' + i % 3)));
  }
  auto player = live(labels(rows, names));
  int right = 0;
  for (int i = 0; i < 300; ++i) {
    std::vector<float> p;
    for (int held = 0; held < 30; ++held) p = ask(*player, pose(i / 100), "likelihood");
    right += std::max_element(p.begin(), p.end()) - p.begin() == i / 100;
  }
  EXPECT_GE(right, 297);
  std::vector<float> p;
  for (int held = 0; held < 120; ++held) p = ask(*player, {4, 4}, "likelihood");
  EXPECT_GT(p[3], 0.9f) << "none of these";
}

// Frames of one recording are nearly alike, and the pose will never be quite the same again.
TEST(Mapping, AClassThatWasShownOnceIsKnownAgain) {
  std::mt19937_64 random(6);
  std::normal_distribution<float> tremble(0, 0.01f);
  Mapping m = labels({{0, 0}}, {"down"});
  m.demonstrations = Demonstrations(2, 0);
  for (int i = 0; i < 120; ++i) {
    const auto at = static_cast<float>(i / 60);
    ASSERT_TRUE(m.demonstrations.add(PoseExample{0,
                                                 {at + tremble(random), 1 - at + tremble(random)},
                                                 {},
                                                 i < 60 ? "down" : "up",
                                                 i < 60 ? "first" : "second",
                                                 false}));
  }
  auto player = live(m);
  std::vector<float> p;
  for (int held = 0; held < 120; ++held) p = ask(*player, {0.15f, 0.85f}, "likelihood");
  EXPECT_GT(p[0], 0.9f);
  for (int held = 0; held < 120; ++held) p = ask(*player, {0.85f, 0.2f}, "likelihood");
  EXPECT_GT(p[1], 0.9f);
  for (int held = 0; held < 120; ++held) p = ask(*player, {4, 4}, "likelihood");
  EXPECT_GT(p[2], 0.9f) << "none of these";
}

Mapping gestures() {
  Mapping m;
  m.kind = MappingKind::follower;
  m.inputs = {{"x", "m", -1, 1, 0}, {"y", "m", -1, 1, 0}};
  m.demonstrations = Demonstrations(2, 0);
  for (int g = 0; g < 2; ++g) {
    GestureExample e{0, g ? "eight" : "circle", {}, false};
    for (int i = 0; i < 120; ++i) {
      const double turn = 2 * M_PI * i / 119;
      e.frames.push_back(static_cast<float>(std::cos(turn)));
      e.frames.push_back(static_cast<float>(std::sin(g ? 2 * turn : turn)));
    }
    EXPECT_TRUE(m.demonstrations.add(e));
  }
  return m;
}

TEST(Mapping, AFollowerSaysWhichHowFarHowFastAndHowSure) {
  auto player = live(gestures());
  const int frames = 60;  // twice as fast as the example
  float half_way = 0, speed = 0, certainty = 0;
  for (int i = 0; i < frames; ++i) {
    const double turn = 2 * M_PI * i / (frames - 1);
    const std::vector<float> x{static_cast<float>(std::cos(turn)), static_cast<float>(std::sin(2 * turn))};
    ASSERT_TRUE(player->frame(x, i == 0));
    if (i != frames / 2) continue;
    half_way = player->output("progress")[1];
    speed = player->output("speed")[1];
    certainty = player->output("certainty")[0];
    EXPECT_GT(player->output("likelihood")[1], 0.9f);
  }
  EXPECT_NEAR(half_way, 0.5f, 0.08f);
  EXPECT_NEAR(speed, 2, 0.5);
  EXPECT_GT(certainty, 0.7f);
  EXPECT_GT(player->output("progress")[1], 0.9f);
  for (int i = 0; i < 60; ++i) player->frame(std::vector<float>{5, -5});
  EXPECT_LT(player->output("certainty")[0], 0.01f) << "nothing fits";
}

TEST(Mapping, AFileBringsBackEverything) {
  Mapping m = regression(2, 1);
  show(m, {0, 0.25f}, {0.2f});
  show(m, {1, -0.5f}, {0.8f});
  m.demonstrations.mute(1, true);
  Mapping poses = labels({{0, 0}, {1, 1}, {0.1f, 0}, {1, 0.9f}}, {"low \"1\"", "high", "low \"1\"", "high"});
  for (const Mapping& mapping : {m, poses, gestures()}) {
    const auto model = make_mapping_model(mapping, plain_features(kRateHz, 2), "a name");
    ASSERT_TRUE(model) << model.error().text;
    const std::string bytes = bytes_from_model(model.value());
    const auto read = model_from_bytes(bytes, "test.partials");
    ASSERT_TRUE(read) << read.error().text;
    const Mapping& back = mapping_of(read.value());
    EXPECT_EQ(back.kind, mapping.kind);
    EXPECT_EQ(back.names, mapping_of(model.value()).names);
    ASSERT_EQ(back.demonstrations.poses().size(), mapping.demonstrations.poses().size());
    for (size_t i = 0; i < back.demonstrations.poses().size(); ++i) {
      EXPECT_EQ(back.demonstrations.poses()[i].inputs, mapping.demonstrations.poses()[i].inputs);
      EXPECT_EQ(back.demonstrations.poses()[i].muted, mapping.demonstrations.poses()[i].muted);
      EXPECT_EQ(back.demonstrations.poses()[i].id, mapping.demonstrations.poses()[i].id);
    }
    ASSERT_EQ(back.demonstrations.gestures().size(), mapping.demonstrations.gestures().size());
    EXPECT_EQ(bytes_from_model(read.value()), bytes);
    const auto again = make_mapping_model(back, features_of(read.value()), "a name");
    ASSERT_TRUE(again) << again.error().text;
    EXPECT_EQ(again.value().weights, model.value().weights) << "learned again, the same comes out";
  }
}

TEST(Mapping, ABrokenEntryIsRefused) {
  Metadata none, wrong{{"mapping", R"({"kind": "regression", "inputs": 3})"}};
  Metadata kind{{"mapping", R"({"kind": "magic", "inputs": [], "outputs": [], "names": [], "poses": []})"}};
  for (const Metadata& metadata : {none, wrong, kind}) {
    const auto part = motion_format().read(metadata, "test.partials");
    ASSERT_FALSE(part);
    EXPECT_NE(part.error().text.find("test.partials"), std::string::npos);
  }
}

TEST(LiveMapping, ANewModelTakesOverWithoutAStepAndNothingIsAllocated) {
  Mapping low = regression(1, 1);
  low.outputs[0].per_s = 2;
  show(low, {0}, {0.1f});
  Mapping high = low;
  high.demonstrations.clear();
  show(high, {0}, {0.9f});
  const auto model_of = [](const Mapping& m) {
    return std::make_shared<const Model>(make_mapping_model(m, plain_features(kRateHz, 1), "test").value());
  };
  LiveMapping player;
  EXPECT_FALSE(player.frame(std::vector<float>{0})) << "there is no model yet";
  ASSERT_TRUE(player.post(model_of(low)));
  const std::vector<float> x{0};
  player.frame(x);
  float before = player.output("values")[0];
  EXPECT_NEAR(before, 0.1f, 1e-5);
  ASSERT_TRUE(player.post(model_of(high)));
  for (int i = 0; i < 60; ++i) {
    partials::test::NoAllocation guard;
    player.frame(x);
    EXPECT_EQ(guard.count(), 0);
    const float y = player.output("values")[0];
    EXPECT_LE(std::abs(y - before), 2.0f / kRateHz + 1e-5f);
    before = y;
  }
  EXPECT_NEAR(before, 0.9f, 1e-5);
  player.collect();
}

}  // namespace
}  // namespace partials::motion
