// SPDX-License-Identifier: MIT
#include "families/motion/train/label_features.h"

#include <array>
#include <utility>

#include "graph/plan.h"

namespace partials::motion {
namespace {

Graph frames_at(int rate_hz, int channels) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = rate_hz;
  g.reference_rate_hz = 0;
  g.inputs = {{"movement", Rate::frame, channels}};
  return g;
}

// Adds the moments of a wire over a window; returns their wire, means first.
std::string add_moments(Graph& g, const std::string& id, const std::string& source, double window_s) {
  g.nodes.push_back({id, "window_moments", {{"window_s", window_s}}, {{"in", source}}});
  g.nodes.push_back({id + "_all",
                     "concat",
                     {},
                     {{"in0", id + ".mean"}, {"in1", id + ".deviation"}, {"in2", id + ".slope"}}});
  return id + "_all.out";
}

// A point's name as files have it, and as this project does.
constexpr std::array<std::array<const char*, 2>, 6> kPoints = {{{"lh", "left_hand."},
                                                                {"rh", "right_hand."},
                                                                {"lw", "left_wrist."},
                                                                {"rw", "right_wrist."},
                                                                {"s", "spine."},
                                                                {"h", "head."}}};

}  // namespace

Graph window_features(int rate_hz, int channels, double window_s) {
  Graph g = frames_at(rate_hz, channels);
  g.outputs = {{"features", add_moments(g, "moments", "in.movement", window_s)}};
  return g;
}

Graph rest_features(int rate_hz, int points) {
  Graph g = frames_at(rate_hz, 3 * points + 6);
  const auto slice = [&](const char* id, int first, int count) {
    g.nodes.push_back({id,
                       "slice",
                       {{"first", static_cast<double>(first)}, {"count", static_cast<double>(count)}},
                       {{"in", "in.movement"}}});
  };
  slice("points", 0, 3 * points);
  slice("origin", 3 * points, 3);
  slice("trunk", 3 * points + 3, 3);
  g.nodes.push_back({"rest",
                     "rest_place",
                     {{"points", static_cast<double>(points)}},
                     {{"in", "points.out"}, {"origin", "origin.out"}, {"trunk", "trunk.out"}}});
  g.nodes.push_back(
      {"all", "concat", {}, {{"in0", "rest.distance"}, {"in1", "rest.speed"}, {"in2", "rest.height"}}});
  Node windows{"windows", "concat", {}, {}};
  constexpr std::array kWindows_s = {0.1, 0.2, 0.4, 0.8};
  for (size_t i = 0; i < kWindows_s.size(); ++i)
    windows.in["in" + std::to_string(i)] =
        add_moments(g, "moments" + std::to_string(i), "all.out", kWindows_s[i]);
  g.nodes.push_back(std::move(windows));
  g.outputs = {{"features", "windows.out"}};
  return g;
}

Result<std::vector<size_t>> rest_channels(const Take& take) {
  std::vector<size_t> channels;
  for (const auto& names : kPoints)
    for (const char* axis : {"x", "y", "z"}) {
      int found = -1;
      for (const char* name : names)
        if (found < 0) found = take.find(std::string(name) + axis);
      if (found < 0)
        return Error{"The take '" + take.name + "' has no channel '" + names[1] + axis +
                     "'; hands, wrists, spine and head are needed."};
      channels.push_back(static_cast<size_t>(found));
    }
  return channels;
}

Result<std::vector<float>> features_of_take(const Graph& graph, const Take& take,
                                            const std::vector<size_t>& channels) {
  auto plan = Plan<float>::compile(graph, {.rate_hz = 0, .width = 1, .max_samples = 1, .max_frames = 1});
  if (!plan) return plan.error();
  const std::vector<float> weights = initial_weights(plan.value().weights(), 1);
  plan.value().set_weights(weights.data());
  float* in = plan.value().input("movement");
  const float* out = plan.value().output("features");
  const auto count = static_cast<size_t>(plan.value().channels(graph.outputs.at("features")));
  std::vector<float> all;
  all.reserve(count * take.frames());
  for (size_t t = 0; t < take.frames(); ++t) {
    for (size_t c = 0; c < channels.size(); ++c) in[c] = take.frame(t)[channels[c]];
    plan.value().run({static_cast<int64_t>(t), 0, 1, 0});
    all.insert(all.end(), out, out + count);
  }
  return all;
}

}  // namespace partials::motion
