// SPDX-License-Identifier: MIT
// Guards against: a segment played in pieces, to save memory, with another gradient than one played whole; a
// result that depends on the number of threads.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "families/instrument/train/instrument_trainer.h"
#include "model/templates.h"

namespace partials {
namespace {

std::vector<Clip> some_clips(const Graph& graph) {
  Clip clip{"tone", {}, {}, {}, {}};
  for (int i = 0; i < 44100; ++i)
    clip.audio.push_back(0.2f * std::sin(0.04f * static_cast<float>(i)) +
                         0.01f * random_bipolar(1, static_cast<uint64_t>(i)));
  const auto frames = static_cast<size_t>(graph.hop_den / graph.hop_num);
  clip.f0_hz.assign(frames, 280.f);
  clip.confidence.assign(frames, 1.f);
  clip.loudness_db.assign(frames, -22.f);
  return {clip};
}

struct Trained {
  double first_loss;
  std::vector<float> weights;
  size_t memory;
};

Trained train(int pieces, int threads) {
  const Graph graph = graph_template("small").value();
  InstrumentTrainerConfig config;
  config.groups = 3;
  config.segment_s = 0.3;
  config.warm_up_s = 0.05;
  config.pieces = pieces;
  config.threads = threads;
  Trainer trainer = instrument_trainer(graph, some_clips(graph), config).value();
  const double loss = trainer.step().loss;
  trainer.step();
  return {loss, trainer.weights(), trainer.memory_bytes()};
}

TEST(Pieces, LearnTheSameInLessMemory) {
  const Trained whole = train(1, 1), cut = train(3, 1);
  EXPECT_EQ(whole.first_loss, cut.first_loss);  // what is heard is the same, bit for bit
  EXPECT_LT(cut.memory, whole.memory);
  // Their gradients are summed in another order. Adam turns those near nothing into steps of full size, so
  // the mean counts.
  double difference = 0;
  for (size_t i = 0; i < whole.weights.size(); ++i)
    difference += std::fabs(whole.weights[i] - cut.weights[i]) / static_cast<double>(whole.weights.size());
  EXPECT_LT(difference, 1e-6);
}

TEST(Pieces, SameBytesWhateverTheThreads) {
  const Trained one = train(2, 1);
  for (int threads : {2, 3}) EXPECT_EQ(one.weights, train(2, threads).weights);
}

}  // namespace
}  // namespace partials
