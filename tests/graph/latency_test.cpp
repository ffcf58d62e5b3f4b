// SPDX-License-Identifier: MIT
// Latency and tail along paths: figures computed by hand, and every error. Guards against: a dry path that
// arrives before the wet one, delayed controls, a segment that loses delayed samples.
#include "graph/latency.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "graph/plan.h"

namespace partials {
namespace {

Node delay(const std::string& id, double samples, const std::string& from) {
  return {id, "delay", {{"samples", samples}}, {{"in", from}}};
}

Graph mono(std::vector<Node> nodes, const std::string& out) {
  Graph g;
  g.inputs = {{"in", Rate::sample, 1}};
  g.nodes = std::move(nodes);
  g.outputs["out"] = out;
  return g;
}

// in -> a (100) -> sum, in -> b (30) -> c (20) -> sum, in -> sum, and what is dry beside the sum
Graph three_ways() {
  return mono({delay("a", 100, "in.in"),
               delay("b", 30, "in.in"),
               delay("c", 20, "b.out"),
               {"sum", "mix", {}, {{"in0", "a.out"}, {"in1", "c.out"}, {"in2", "in.in"}}},
               {"all", "mix", {}, {{"in0", "sum.out"}, {"in1", "in.in"}}}},
              "all.out");
}

const PlanOptions kOptions{.rate_hz = 10000, .max_samples = 600};

template <class S>
Plan<S> compiled(const Graph& g, PlanOptions o = kOptions) {
  auto p = Plan<S>::compile(g, o);
  if (!p) throw std::runtime_error(p.error().text);
  return std::move(p).value();
}

std::string refusal(const Graph& g) {
  const auto p = Plan<float>::compile(g, kOptions);
  return p ? "" : p.error().text;
}

TEST(Latency, PathsThatMeetAreHeardAtOnce) {
  auto plan = compiled<double>(three_ways());
  EXPECT_EQ(plan.latency_samples("out"), 100);
  EXPECT_DOUBLE_EQ(plan.tail_s(), 0.01);
  EXPECT_EQ(plan.nodes().size(), 7u)
      << "c needs a delay of 50, and the input one of 100, which two nodes share";
  std::vector<double> none(plan.weights().size);
  plan.set_weights(none.data());
  const Call call = next_call(plan.clock(), 0, 600);
  plan.input("in")[0] = 1;
  plan.run(call);
  for (int i = 0; i < 600; ++i) EXPECT_EQ(plan.output("out")[i], i == 100 ? 4 : 0) << i;
}

TEST(Latency, EveryOutputHasItsOwn) {
  Graph g = three_ways();
  g.outputs = {{"dry", "in.in"}, {"late", "c.out"}};
  auto plan = compiled<float>(g);
  EXPECT_EQ(plan.latency_samples("dry"), 0);
  EXPECT_EQ(plan.latency_samples("late"), 50);
  EXPECT_EQ(plan.latency_samples("none"), 0);
  EXPECT_DOUBLE_EQ(plan.tail_s(), 0.005) << "what no output hears does not count";
}

TEST(Latency, TailsAddUpAlongAPathAndTheLongestCounts) {
  const Graph g = mono({{"room", "decay_reverb", {{"ir_s", 0.2}}, {{"in", "in.in"}}},
                        {"hall", "decay_reverb", {{"ir_s", 0.5}}, {{"in", "room.out"}}},
                        {"blocked", "dc_block", {}, {{"in", "in.in"}}},
                        {"sum", "mix", {}, {{"in0", "hall.out"}, {"in1", "blocked.out"}}}},
                       "sum.out");
  EXPECT_NEAR(compiled<float>(g).tail_s(), 1.2, 0.01) << "that of the longer path, dc_block";
  Graph serial = g;
  serial.nodes[2].in["in"] = "hall.out";
  EXPECT_NEAR(compiled<float>(serial).tail_s(), 1.9, 0.04)
      << "rooms end with a whole part of their transforms";
}

TEST(Latency, WithoutLatencyNothingIsPutIn) {
  const Graph g = mono({{"gain", "gain", {}, {{"in", "in.in"}}},
                        delay("none", 0, "in.in"),
                        {"sum", "mix", {}, {{"in0", "gain.out"}, {"in1", "in.in"}, {"in2", "none.out"}}}},
                       "sum.out");
  auto plan = compiled<float>(g);
  EXPECT_EQ(plan.nodes().size(), 3u);
  EXPECT_EQ(plan.latency_samples("out"), 0);
}

TEST(Latency, ControlsActWhenTheyArrive) {
  Graph g = mono(
      {delay("late", 100, "in.in"), {"gain", "gain", {}, {{"in", "late.out"}, {"gain_db", "in.level_db"}}}},
      "gain.out");
  g.inputs.push_back({"level_db", Rate::frame, 1});
  auto plan = compiled<float>(g);
  EXPECT_EQ(plan.nodes().size(), 2u);
  EXPECT_EQ(plan.latency_samples("out"), 100);
}

// Gradients of the input over two segments, of which the second begins while the delay holds samples.
TEST(Latency, GradientsGoThroughADelayThatThePlanPutIn) {
  PlanOptions o = kOptions;
  o.training = true;
  Plan<double> plans[2] = {compiled<double>(three_ways(), o), compiled<double>(three_ways(), o)};
  std::vector<double> weights(plans[0].weights().size, 0.5);
  const Call calls[2] = {next_call(plans[0].clock(), 0, 120), next_call(plans[0].clock(), 120, 200)};
  ASSERT_EQ(calls[0].samples + calls[1].samples, 320);
  auto by = [](int i) { return std::sin(1.0 + i); };
  std::vector<double> d_weights(weights.size()), d_in;
  for (int k = 0; k < 2; ++k) {
    plans[k].set_weights(weights.data());
    if (k) std::memcpy(plans[1].state().data(), plans[0].state().data(), plans[0].state().size());
    for (int i = 0; i < calls[k].samples; ++i) plans[k].input("in")[i] = std::cos(0.1 * (i + 120 * k));
    plans[k].run(calls[k]);
  }
  std::vector<std::byte> d_state;
  for (int k = 1; k >= 0; --k) {
    plans[k].clear_gradients(calls[k]);
    for (int i = 0; i < calls[k].samples; ++i) plans[k].d_output("out")[i] = by(i + 120 * k);
    if (k)
      plans[k].clear_d_state();
    else
      for (size_t n = 0; n < plans[0].nodes().size(); ++n) {
        const auto from = plans[1].nodes()[n], to = plans[0].nodes()[n];
        std::memcpy(to.d_state, from.d_state, from.kernel->d_state_bytes(*from.setup));
      }
    plans[k].rewind(calls[k], d_weights.data());
    d_in.insert(d_in.begin(), plans[k].d_input("in"), plans[k].d_input("in") + calls[k].samples);
  }
  // Each of four copies of the input, 100 samples late, with the gains of one or two sums.
  const double gain = std::pow(10.0, 0.5 / 20), copies = 3 * gain * gain + gain;
  for (int i = 0; i < 320; ++i)
    EXPECT_NEAR(d_in[static_cast<size_t>(i)], i + 100 < 320 ? copies * by(i + 100) : 0, 1e-12) << i;
}

TEST(Latency, RefusesWhatCannotBeAligned) {
  EXPECT_EQ(
      refusal(mono({delay("a", 400000, "in.in"),
                    delay("b", 400000, "a.out"),
                    {"sum", "mix", {}, {{"in0", "b.out"}, {"in1", "in.in"}}}},
                   "sum.out")),
      "Node 'sum': input 'in1' has a latency of 0 samples, and another input has 800000 samples; a plan "
      "compensates at most 400000 samples, so shorten the path with more latency.");
  const Arrival frames{"gain_db", Rate::frame, {20, 0, true}}, samples{"in", Rate::sample, {50, 0, true}};
  const Arrival control{"gain_db", Rate::frame, {0, 0, false}};
  const auto refused = latency_where_met("gain", std::vector<Arrival>{samples, frames}, 1000);
  ASSERT_FALSE(refused);
  EXPECT_EQ(
      refused.error().text,
      "Node 'gain': input 'gain_db' takes frames with a latency of 20 samples, and another input has 50 "
      "samples; frames cannot be delayed by samples, so put a 'delay' of 30 samples before the node that "
      "makes the frames.");
  EXPECT_EQ(latency_where_met("gain", std::vector<Arrival>{samples, control}, 1000).value(), 50);
  Arrival later = frames;  // samples can wait for frames
  later.time.latency_samples = 80;
  EXPECT_EQ(latency_where_met("gain", std::vector<Arrival>{samples, later}, 1000).value(), 80);
  EXPECT_EQ(wait_of(samples, 80), 30);
}

TEST(Latency, RefusesALatencyThatNoLongerMakesSense) {
  std::vector<Node> nodes;
  for (int i = 0; i < 2800; ++i)
    nodes.push_back(
        delay("d" + std::to_string(i), 400000, i ? "d" + std::to_string(i - 1) + ".out" : "in.in"));
  EXPECT_NE(refusal(mono(std::move(nodes), "d2799.out")).find("shorten the delays before it"),
            std::string::npos);
}

}  // namespace
}  // namespace partials
