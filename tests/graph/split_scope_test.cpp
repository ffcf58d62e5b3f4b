// SPDX-License-Identifier: MIT
// A graph in its two parts: what each has, and that both together are the whole. Guards against: a room that
// is lost between the parts, weights of another node, a dry path that is heard before the wet one behind the
// sum.
#include "graph/split_scope.h"

#include <gtest/gtest.h>

#include <cmath>

namespace partials {
namespace {

constexpr int kSamples = 2000;

// Two wires, of which one is late, cross to the bus; the room reads a control of its own.
Graph scoped() {
  Graph g;
  g.inputs = {{"in", Rate::sample, 1}, {"level_db", Rate::frame, 1}, {"room_gain_db", Rate::frame, 1}};
  g.reference_rate_hz = 16000;
  g.nodes = {{"room",
              "decay_reverb",
              {{"ir_s", 0.05}},
              {{"in", "sum.out"}, {"wet_gain_db", "in.room_gain_db"}},
              Scope::bus},
             {"level", "gain", {}, {{"in", "in.in"}, {"gain_db", "in.level_db"}}},
             {"late", "delay", {{"samples", 77}}, {{"in", "level.out"}}},
             {"sum", "mix", {}, {{"in0", "late.out"}, {"in1", "level.out"}}, Scope::bus}};
  g.outputs["audio"] = "room.out";
  return g;
}

Plan<float> compiled(const Graph& g) {
  auto p = Plan<float>::compile(g, {.rate_hz = 16000, .max_samples = kSamples});
  if (!p) throw std::runtime_error(p.error().text);
  return std::move(p).value();
}

void run(Plan<float>& plan, const std::vector<float>& weights) {
  plan.set_weights(weights.data());
  plan.reset();
  const Call call = next_call(plan.clock(), 0, kSamples);
  for (const char* id : {"level_db", "room_gain_db"})
    if (float* x = plan.input(id)) std::fill_n(x, call.frames, -6.f);
  plan.run(call);
}

TEST(SplitScope, BothPartsTogetherAreTheWhole) {
  auto split = split_scope(scoped());
  ASSERT_TRUE(split);
  SplitGraph& parts = split.value();
  ASSERT_TRUE(parts.has_bus());
  EXPECT_EQ(parts.voice.nodes.size(), 2u);
  EXPECT_EQ(parts.bus.nodes.size(), 2u);
  ASSERT_EQ(parts.crossing.size(), 2u);

  Plan<float> whole = compiled(scoped()), voice = compiled(parts.voice);
  ASSERT_TRUE(fit_bus(parts, voice));
  Plan<float> bus = compiled(parts.bus);
  EXPECT_EQ(whole.latency_samples("audio"), 77);
  EXPECT_EQ(bus.latency_samples("audio"), 77);
  std::vector<float> weights = initial_weights(whole.weights(), 1);
  for (size_t i = 0; i < weights.size(); ++i) weights[i] += 0.01f * static_cast<float>(i);  // no two alike
  EXPECT_EQ(voice.weights().size + bus.weights().size, weights.size());

  for (int i = 0; i < kSamples; ++i)
    whole.input("in")[i] = voice.input("in")[i] = i < 500 ? std::sin(0.3f * static_cast<float>(i)) : 0.f;
  run(whole, weights);
  run(voice, weights_of_part(voice.weights(), whole.weights(), weights.data()));
  for (const CrossingWire& c : parts.crossing)
    std::copy_n(voice.output(c.source), kSamples, bus.input(c.input));
  run(bus, weights_of_part(bus.weights(), whole.weights(), weights.data()));
  float peak = 0;
  for (int i = 0; i < kSamples; ++i) {
    ASSERT_EQ(bus.output("audio")[i], whole.output("audio")[i]) << i;
    peak = std::max(peak, std::fabs(whole.output("audio")[i]));
  }
  EXPECT_GT(peak, 0.1f);
}

TEST(SplitScope, WithoutABusTheVoiceIsTheWholeGraph) {
  Graph g = scoped();
  for (Node& n : g.nodes) n.scope = Scope::voice;
  const auto split = split_scope(g);
  ASSERT_TRUE(split);
  EXPECT_FALSE(split.value().has_bus());
  EXPECT_EQ(split.value().voice.nodes.size(), g.nodes.size());
  EXPECT_EQ(split.value().voice.outputs, g.outputs);
}

TEST(SplitScope, RefusesAVoiceThatHearsTheSum) {
  Graph g = scoped();
  g.nodes[3].scope = Scope::voice;
  g.nodes[2].scope = Scope::bus;
  const char* words =
      "Node 'sum' runs in every voice, but its input 'in0' reads 'late.out', which runs once after the "
      "sum of the voices; give 'sum' the scope 'bus', too, or 'late' the scope 'voice'.";
  const auto split = split_scope(g);
  ASSERT_FALSE(split);
  EXPECT_EQ(split.error().text, words);
  const auto plan = Plan<float>::compile(g, {});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().text, words);
}

TEST(SplitScope, RefusesFramesThatCross) {
  Graph g = scoped();
  g.nodes.push_back({"knob", "affine", {}, {{"in", "in.level_db"}}});
  g.nodes[0].in["wet_gain_db"] = "knob.out";
  auto split = split_scope(g);
  ASSERT_TRUE(split);
  const auto fitted = fit_bus(split.value(), compiled(split.value().voice));
  ASSERT_FALSE(fitted);
  EXPECT_NE(fitted.error().text.find("'knob.out'"), std::string::npos) << fitted.error().text;
}

}  // namespace
}  // namespace partials
