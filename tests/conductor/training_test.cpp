// SPDX-License-Identifier: MIT
// Guards against: a training that does not learn to hear beats, and a model file that does not come back.
#include <gtest/gtest.h>

#include "base/need.h"
#include "families/conductor/conductor_graph.h"
#include "families/conductor/conductor_model.h"
#include "families/conductor/train/conducted.h"
#include "families/conductor/train/conductor_trainer.h"
#include "families/conductor/train/evaluate_conductor.h"
#include "families/conductor/train/generator.h"
#include "families/model_loading.h"
#include "model/golden.h"

namespace partials::conductor {
namespace {

TEST(Training, ASmallNetworkLearnsToHearBeats) {
  GeneratorOptions o;
  o.people_per_manner = 2;
  o.takes_per_person = 2;
  o.take_s = 30;
  Model model;
  model.family = kConductorFamily;
  model.graph = conductor_graph(16);
  std::vector<Example> examples;
  for (const auto& take : generate(o)) examples.push_back(need(example_of(take, "", 1.0 / kRateHz)));
  const std::vector<float> hand = examples.front().tracks.at("hand").values;
  Trainer trainer = need(conductor_trainer(model.graph, std::move(examples), conductor_trainer_config(2, 1)));
  for (int n = 0; n < 220; ++n) trainer.step();
  model.weights = trainer.averaged();
  model.table = trainer.table();

  o.seed = 2;
  const Judged j = judge_takes(model, generate(o));
  EXPECT_GT(j.all[0].f(), 0.8);
  EXPECT_LT(j.all[0].foretold_quantile_s(0.5), 0.06);
  EXPECT_LT(j.frame_us, 100) << "on any machine; the limit of 10 us is the bench's";

  ASSERT_TRUE(make_golden(model, conductor_format(), {{"hand", {hand.begin(), hand.begin() + 300}}}));
  const Model again = need(model_from_bytes(bytes_from_model(model), "again"));
  EXPECT_EQ(again.weights, model.weights);
  EXPECT_EQ(again.family, kConductorFamily);
}

}  // namespace
}  // namespace partials::conductor
