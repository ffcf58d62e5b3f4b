// SPDX-License-Identifier: MIT
// Guards against: a graph that is read differently from how it was written, unknown keys that are accepted,
// units and wires that do not match.
#include "model/graph_json.h"

#include <gtest/gtest.h>

#include "graph/plan.h"
#include "model/templates.h"

namespace partials {
namespace {

std::string with_node(const std::string& node) {
  return R"({"hop_s":[1,250],"band_hz":8000,"reference_rate_hz":16000,"inputs":{"f0_hz":{"rate":"frame","channels":1}},"nodes":{"n":)" +
         node + R"(},"outputs":{"audio":"n.out"}})";
}

void refused(const std::string& text, const std::string& because) {
  const auto g = graph_from_json(text, "mine.json");
  std::string said = g.ok() ? "" : g.error().text;
  if (g.ok()) {
    const auto plan = Plan<float>::compile(g.value(), {});
    said = plan.ok() ? "" : plan.error().text;
  }
  EXPECT_NE(said.find(because), std::string::npos) << "expected '" << because << "', said: " << said;
}

TEST(GraphJson, TemplatesComeBackTheSame) {
  for (const std::string& name : template_names()) {
    const std::string once = json_from_graph(graph_template(name).value());
    EXPECT_EQ(json_from_graph(graph_from_json(once, name).value()), once) << name;
  }
}

TEST(GraphJson, ScopesComeBackAndAreVoiceWhereNothingIsSaid) {
  const auto bus = graph_from_json(with_node(R"({"processor":"gain","scope":"bus"})"), "mine.json");
  ASSERT_TRUE(bus);
  EXPECT_EQ(bus.value().nodes[0].scope, Scope::bus);
  EXPECT_EQ(graph_from_json(json_from_graph(bus.value()), "mine.json").value().nodes[0].scope, Scope::bus);
  const auto voice = graph_from_json(with_node(R"({"processor":"gain","scope":"voice"})"), "mine.json");
  ASSERT_TRUE(voice);
  EXPECT_EQ(voice.value().nodes[0].scope, Scope::voice);
  EXPECT_EQ(json_from_graph(voice.value()).find("scope"), std::string::npos) << "old readers would refuse it";
  refused(with_node(R"({"processor":"gain","scope":"room"})"), "neither 'voice' nor 'bus'");
}

TEST(GraphJson, WhatIsUnknownIsNamed) {
  refused("{", "not valid JSON");
  refused(R"({"hop_s":[1,250],"nodes":{},"magic":1})", "magic");
  refused(with_node(R"({"processor":"phasor","colour":"red"})"), "colour");
  refused(with_node(R"({"processor":"theremin"})"), "theremin");
  refused(with_node(R"({"processor":"gain","settings":{"loudness":1}})"), "loudness");
  refused(with_node(R"({"processor":"gain","in":{"in":"m.out"}})"), "m.out");
}

TEST(GraphJson, NumbersOutOfRangeAreNamedWithTheRange) {
  refused(R"({"hop_s":[0,250],"nodes":{}})", "hop_s");
  refused(R"({"hop_s":[1,250],"band_hz":1e9,"nodes":{}})", "band_hz");
  refused(with_node(R"({"processor":"dense","settings":{"units":1e8},"in":{"in":"in.f0_hz"}})"), "units");
}

TEST(GraphJson, ACycleIsRefused) {
  refused(R"({"hop_s":[1,250],"band_hz":8000,"reference_rate_hz":16000,"inputs":{},"nodes":{
    "a":{"processor":"leaky_relu","in":{"in":"b.out"}},"b":{"processor":"leaky_relu","in":{"in":"a.out"}}},"outputs":{"x":"a.out"}})",
          "a");
}

}  // namespace
}  // namespace partials
