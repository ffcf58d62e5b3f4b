// SPDX-License-Identifier: MIT
// Every limit: one more is refused with a message. Guards against: a processor with more settings, ports or
// weights than a plan's tables can hold; sizes that overflow.
#include "graph/limits.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

Graph small() {
  Graph g;
  g.inputs = {{"in", Rate::sample, 1}};
  g.nodes = {{"gain", "gain", {}, {{"in", "in.in"}}}};
  g.outputs["out"] = "gain.out";
  return g;
}

template <class Change>
std::string refusal(const Change& change) {
  Graph g = small();
  PlanOptions o;
  change(g, o);
  const auto plan = Plan<float>::compile(g, o);
  return plan ? "" : plan.error().text;
}

TEST(Limits, OfAGraph) {
  EXPECT_EQ(refusal([](Graph&, PlanOptions&) {}), "");
  auto add_inputs = [](Graph& g, PlanOptions&) {
    while (g.inputs.size() <= kMaxGraphInputs)
      g.inputs.push_back({"in" + std::to_string(g.inputs.size()), Rate::frame, 1});
  };
  auto add_outputs = [](Graph& g, PlanOptions&) {
    while (g.outputs.size() <= kMaxGraphOutputs)
      g.outputs["out" + std::to_string(g.outputs.size())] = "gain.out";
  };
  auto add_nodes = [](Graph& g, PlanOptions&) {
    while (g.nodes.size() <= kMaxNodes)
      g.nodes.push_back({"n" + std::to_string(g.nodes.size()), "gain", {}, {{"in", "in.in"}}});
  };
  EXPECT_NE(refusal(add_inputs).find("257 inputs, but the maximum is 256"), std::string::npos);
  EXPECT_NE(refusal(add_outputs).find("257 outputs, but the maximum is 256"), std::string::npos);
  EXPECT_NE(refusal(add_nodes).find("4097 nodes, but the maximum is 4096"), std::string::npos);
}

TEST(Limits, OfInputsAndCalls) {
  auto with_channels = [](int n) {
    return refusal([n](Graph& g, PlanOptions&) { g.inputs[0].channels = n; });
  };
  EXPECT_EQ(with_channels(0), "Input 'in' of the graph has 0 channels; it must have 1 to 65536.");
  EXPECT_NE(with_channels(-3), "");
  EXPECT_NE(with_channels(65537), "");
  EXPECT_EQ(refusal([](Graph& g, PlanOptions&) {
              g.inputs.push_back({"in", Rate::frame, 1});
            }),
            "Two inputs of the graph are called 'in'; give each its own id.");
  EXPECT_NE(refusal([](Graph&, PlanOptions& o) { o.max_samples = -1; }), "");
  EXPECT_NE(refusal([](Graph&, PlanOptions& o) { o.max_frames = kMaxTimes + 1; }), "");
  EXPECT_NE(refusal([](Graph&, PlanOptions& o) { o.rate_hz = 7999; }), "");
  EXPECT_NE(refusal([](Graph& g, PlanOptions&) { g.hop_num = 0; }), "");
}

TEST(Limits, OfWhatAProcessorDescribes) {
  const Node node{"greedy", "many", {}, {}};
  Info info{"many", 1, "", nullptr, kMaxSettings};
  EXPECT_TRUE(check_limits(node, info));
  ++info.n_settings;
  const auto settings = check_limits(node, info);
  ASSERT_FALSE(settings);
  EXPECT_NE(settings.error().text.find(
                "'greedy': processor 'many' has 25 settings, but a processor may have at most 24"),
            std::string::npos)
      << settings.error().text;

  auto described = [&](auto&& fill) {
    Spec spec;
    fill(spec);
    const auto r = check_limits(node, spec, 0);
    return r ? "" : r.error().text;
  };
  auto ins = [](int n) {
    return [n](Spec& s) {
      for (int i = 0; i < n; ++i) s.add_in({"i", Rate::frame, 1});
    };
  };
  auto outs = [](int n) {
    return [n](Spec& s) {
      for (int i = 0; i < n; ++i) s.add_out({"o", Rate::frame, 1});
    };
  };
  auto weights = [](int n) {
    return [n](Spec& s) {
      for (int i = 0; i < n; ++i) s.add_weight({"w", 1, 1});
    };
  };
  EXPECT_EQ(described(ins(kMaxPorts)), "");
  EXPECT_EQ(described(ins(kMaxPorts + 1)),
            "Node 'greedy': it has more than 12 inputs, the most that a processor may have.");
  EXPECT_EQ(described(outs(kMaxPorts)), "");
  EXPECT_NE(described(outs(kMaxPorts + 1)), "");
  EXPECT_EQ(described(weights(kMaxWeights)), "");
  EXPECT_NE(described(weights(kMaxWeights + 1)), "");
  EXPECT_NE(described([](Spec& s) { s.add_out({"o", Rate::frame, 0}); }), "");
  EXPECT_NE(described([](Spec& s) { s.add_out({"o", Rate::frame, kMaxChannels + 1}); }), "");
  EXPECT_NE(described([](Spec& s) { s.add_weight({"w", 65536, 65536}); }), "");
  EXPECT_NE(described([](Spec& s) { s.add_weight({"w", -1, 1}); }), "");
}

}  // namespace
}  // namespace partials
