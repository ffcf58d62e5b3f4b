// SPDX-License-Identifier: MIT
// Guards against: frames without audio that live playing renders differently from offline playing, state that
// survives a reset, and graphs that do not belong here.
#include "play/frame_player.h"

#include <gtest/gtest.h>

#include <cmath>

#include "learn/track_objective.h"
#include "model/graph_json.h"

namespace partials {
namespace {

constexpr const char* kGraph = R"({"hop_s": [1, 60], "reference_rate_hz": 0,
  "inputs": {"position": {"rate": "frame", "channels": 2}},
  "nodes": {"hidden": {"processor": "gru", "settings": {"units": 5}, "in": {"in": "in.position"}},
            "label": {"processor": "dense", "settings": {"units": 3}, "in": {"in": "hidden.out"}}},
  "outputs": {"label": "label.out"}})";

TEST(FramePlayer, GivesWhatOfflinePlayingGives) {
  const Graph graph = graph_from_json(kGraph, "test").value();
  auto plan = Plan<float>::compile(graph, {.rate_hz = 0, .width = 1, .max_samples = 1, .max_frames = 1});
  ASSERT_TRUE(plan) << plan.error().text;
  std::vector<float> weights(plan.value().weights().size);
  for (size_t i = 0; i < weights.size(); ++i) weights[i] = std::sin(static_cast<float>(i) * 0.7f);
  Example take{"take", {}};
  take.tracks["position"] = {Rate::frame, 2, {}};
  for (int i = 0; i < 100; ++i)
    for (int c = 0; c < 2; ++c)
      take.tracks["position"].values.push_back(std::cos(0.1f * static_cast<float>(i + 9 * c)));
  const auto offline = play_tracks(graph, weights, take);
  ASSERT_TRUE(offline) << offline.error().text;
  auto made = FramePlayer::create(graph, weights);
  ASSERT_TRUE(made) << made.error().text;
  FramePlayer player = std::move(made).value();  // it may move
  EXPECT_DOUBLE_EQ(player.hop_s(), 1. / 60);
  float* in = player.input("position");
  const float* out = player.output("label");
  for (const int round : {0, 1}) {
    for (size_t i = 0; i < 100; ++i) {
      for (size_t c = 0; c < 2; ++c) in[c] = take.tracks["position"].values[2 * i + c];
      player.frame();
      for (size_t c = 0; c < 3; ++c)
        ASSERT_EQ(out[c], offline.value().at("label").values[3 * i + c]) << round << " " << i << " " << c;
    }
    player.reset();
  }
  weights.pop_back();
  EXPECT_FALSE(FramePlayer::create(graph, weights));
}

}  // namespace
}  // namespace partials
