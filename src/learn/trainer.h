// SPDX-License-Identifier: MIT
// Trains the weights of a graph on clips: draws a batch of segments, plays them through the plan with the tape running,
// measures the spectral loss after the warm-up, rewinds, and takes an Adam step. Lanes are grouped; each group is one plan and
// one task; gradients of groups are summed in a fixed order, so the result does not depend on the number of threads.
// The graph's inputs are named: f0_hz and loudness_db (the truth), told_f0_hz and told_loudness_db (what the decoder is told;
// augmented in training, equal to the truth when playing). Those that a graph lacks are left out.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/plan.h"
#include "learn/adam.h"
#include "learn/sampler.h"
#include "learn/losses.h"

namespace partials {

struct TrainerConfig {
  uint64_t seed = 1;
  int width = 8;             // lanes of a group
  int groups = 2;            // batch = width * groups
  int threads = 2;
  double segment_s = 1.0;    // heard by the loss
  double warm_up_s = 0.2;    // played before it, unheard
  int pieces = 1;            // of a segment: the tape holds one at a time, the others are played twice, for less memory
  Augmentation augmentation;
  LossConfig loss;
  AdamConfig adam;
};

struct StepReport {
  int64_t step = 0;
  double loss = 0;
  double gradient_norm = 0;
};

class Trainer {
 public:
  static Result<Trainer> create(const Graph& graph, std::vector<Clip> clips, const TrainerConfig& config);
  Trainer(Trainer&&) noexcept;
  Trainer& operator=(Trainer&&) noexcept;
  ~Trainer();

  StepReport step();
  int64_t steps_done() const;
  const WeightTable& table() const;
  const std::vector<float>& weights() const;   // as the optimiser has them
  const std::vector<float>& averaged() const;  // exponential moving average: the ones to play
  void set_weights(const std::vector<float>& weights);  // a start from another model; forgets the optimiser's moments
  int64_t settles_after() const;  // steps after which the learning rate is so small that more would change nothing; 0: never
  size_t memory_bytes() const;
  double audio_seconds_per_step() const;

  std::string save() const;                        // everything that a bit-exact resume needs
  Result<void> restore(const std::string& bytes);  // refuses what another graph or configuration has saved

 private:
  struct Impl;
  explicit Trainer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace partials
