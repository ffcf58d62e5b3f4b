// SPDX-License-Identifier: MIT
// Guards against: a picture of the noise that shows wrong frequencies.
#include "families/instrument/train/learned_partials.h"

#include <gtest/gtest.h>

#include "families/instrument/source_nodes.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

Node& noise_of(Model& model) {
  for (Node& node : model.graph.nodes)
    if (is_noise(node)) return node;
  throw std::logic_error("the tiny model makes no noise");
}

void expect_step(const Model& model, double step_hz) {
  const auto learned = learned_partials(model.graph, model.weights, {{220.0, -20.0}});
  ASSERT_TRUE(learned) << learned.error().text;
  const std::vector<double>& hz = learned.value().at(0).noise_hz;
  ASSERT_GE(hz.size(), 10u);
  EXPECT_DOUBLE_EQ(hz[0], step_hz);
  for (size_t i = 1; i < hz.size(); ++i) EXPECT_NEAR(hz[i] - hz[i - 1], step_hz, 1e-6);
}

TEST(LearnedPartials, ReadNoiseWhereItsStretchOfHopsMakesIt) {
  Model model = test::tiny_model();
  const double hop_s = static_cast<double>(model.graph.hop_num) / static_cast<double>(model.graph.hop_den);
  for (const int overlap : {3, 4, 6}) {
    for (Node& node : model.graph.nodes)
      if (is_noise(node) || setting_of(node, "overlap") > 0) node.settings["overlap"] = overlap;
    expect_step(model, 1.0 / (overlap * hop_s));
  }
}

TEST(LearnedPartials, ReadFilteredNoiseByTheLengthOfItsFilter) {
  Model model = test::tiny_model();
  Node& noise = noise_of(model);
  noise.processor = "filtered_noise";
  noise.settings.erase("overlap");
  noise.settings["ir_s"] = 0.008;
  expect_step(model, 125.0);
}

}  // namespace
}  // namespace partials
