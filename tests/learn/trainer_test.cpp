// SPDX-License-Identifier: MIT
// Guards against: processes that share the groups of a step with a different result from one process; a
// checkpoint that another graph or configuration accepts; examples that lack the graph's inputs.
#include "learn/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "learn/track_objective.h"
#include "model/graph_json.h"
#include "support/thread_ranks.h"

namespace partials {
namespace {

constexpr const char* kGraph = R"({"hop_s": [1, 100], "reference_rate_hz": 8000,
  "inputs": {"dry": {"rate": "sample", "channels": 1}},
  "nodes": {"drive": {"processor": "gain", "in": {"in": "in.dry"}},
            "tone": {"processor": "one_pole", "in": {"in": "drive.out"}}},
  "outputs": {"wet": "tone.out"}})";

TrackMaterial material() {
  Example e{"take", {}};
  Track dry{Rate::sample, 1, {}};
  for (uint64_t i = 0; i < 8000; ++i) dry.values.push_back(0.3f * random_bipolar(1, i));
  Track wet = dry;
  float state = 0;
  for (float& x : wet.values) x = state += 0.2f * (x - state);
  e.tracks = {{"dry", dry}, {"wet", wet}};
  return {{e}, {{LossKind::squared_error, "wet", "wet"}}};
}

TrainerConfig config(int threads = 1) {
  TrainerConfig c;
  c.groups = 5;
  c.threads = threads;
  c.segment_s = 0.1;
  c.warm_up_s = 0.02;
  return c;
}

Trainer trainer(const TrainerConfig& c) {
  return track_trainer(graph_from_json(kGraph, "x").value(), material(), c).value();
}

TEST(Trainers, AnyNumberOfRanksGivesTheBitsOfOne) {
  Trainer alone = trainer(config());
  double loss = 0;
  for (int i = 0; i < 20; ++i) loss = alone.step().loss;
  for (const int size : {2, 3, 7})  // more than there are groups
    run_as_ranks(size, [&](Ranks& ranks) {
      Trainer own = trainer(config(ranks.rank() % 3 + 1));  // whatever the threads of each
      own.set_ranks(&ranks);
      double own_loss = 0;
      for (int i = 0; i < 20; ++i) own_loss = own.step().loss;
      EXPECT_EQ(own.weights(), alone.weights()) << ranks.rank() << " of " << size;
      EXPECT_EQ(own_loss, loss) << ranks.rank() << " of " << size;
    });
}

TEST(Trainers, RanksOfOtherWeightsStop) {
  run_as_ranks(3, [](Ranks& ranks) {
    Trainer own = trainer(config());
    if (ranks.rank() == 2) own.set_weights(std::vector<float>(own.weights().size(), 0.25f));
    own.set_ranks(&ranks);
    EXPECT_THROW(own.step(), std::runtime_error) << ranks.rank();
  });
}

TEST(Trainers, LearnAndGoOnWhereTheyWere) {
  Trainer first = trainer(config());
  const double begins = first.step().loss;
  for (int i = 0; i < 9; ++i) first.step();
  const std::string saved = first.save();
  Trainer second = trainer(config(3));
  ASSERT_TRUE(second.restore(saved));
  double loss = 0;
  for (int i = 0; i < 100; ++i) {
    loss = first.step().loss;
    EXPECT_EQ(loss, second.step().loss);
  }
  EXPECT_LT(loss, 0.5 * begins);
}

TEST(Trainers, RefuseACheckpointOfAnother) {
  const std::string saved = trainer(config()).save();
  TrainerConfig other_seed = config();
  other_seed.seed = 2;
  EXPECT_FALSE(trainer(other_seed).restore(saved));
  TrainerConfig other_rate = config();
  other_rate.adam.learning_rate *= 2;
  EXPECT_FALSE(trainer(other_rate).restore(saved));
  EXPECT_FALSE(trainer(config()).restore(saved.substr(0, saved.size() / 2)));
  EXPECT_TRUE(trainer(config(4)).restore(saved)) << "threads change nothing";
}

TEST(Trainers, SayWhichTrackIsMissing) {
  TrackMaterial without = material();
  without.examples[0].tracks.erase("dry");
  const auto made = track_trainer(graph_from_json(kGraph, "x").value(), without, config());
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().text.find("'dry'"), std::string::npos) << made.error().text;
}

}  // namespace
}  // namespace partials
