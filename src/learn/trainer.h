// SPDX-License-Identifier: MIT
// Trains the weights of a graph: every step runs a batch of segments through the plan with a tape, computes
// the loss, rewinds, and takes an Adam step. The objective decides what is played and measured
// (learn/objective.h). Lanes are grouped; each group is one plan and one task; gradients of groups are summed
// in a fixed order, so the result does not depend on the number of threads, nor on the number of processes
// that share the groups (learn/ranks.h).
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/plan.h"
#include "learn/adam.h"
#include "learn/objective.h"
#include "learn/ranks.h"

namespace partials {

struct TrainerConfig {
  uint64_t seed = 1;
  int width = 8;   // lanes of a group: 1, 8 or 16
  int groups = 2;  // batch = width * groups
  int threads = 2;
  double segment_s = 1.0;  // seen by the loss
  double warm_up_s = 0.2;  // played before it, not in the loss
  int pieces =
      1;  // of a segment: the tape holds one at a time and the others are played twice, which saves memory
  AdamConfig adam;
};

struct StepReport {
  int64_t step = 0;
  double loss = 0;
  double gradient_norm = 0;
};

// One for each thread.
using MakeObjective = std::function<Result<std::unique_ptr<Objective>>(const SegmentShape& shape)>;

SegmentShape segment_shape(const Graph& graph, const TrainerConfig& config);

class Trainer {
 public:
  // identity: any text that identifies the objective's data and settings; a checkpoint of another identity,
  // graph or configuration is refused.
  static Result<Trainer> create(const Graph& graph, const TrainerConfig& config,
                                const MakeObjective& objective, const std::string& identity = "");
  Trainer(Trainer&&) noexcept;
  Trainer& operator=(Trainer&&) noexcept;
  ~Trainer();

  StepReport step();             // accumulate, exchange, apply
  void set_ranks(Ranks* ranks);  // null: this process runs all groups; must outlive the trainer
  int64_t steps_done() const;
  const WeightTable& table() const;
  const std::vector<float>& weights() const;   // the optimiser's current weights
  const std::vector<float>& averaged() const;  // exponential moving average: the ones to play
  void set_weights(
      const std::vector<float>& weights);  // starts from another model; resets the optimiser's moments
  int64_t settles_after()
      const;  // steps after which the learning rate is too small to change anything; 0: never
  size_t memory_bytes() const;
  double seconds_per_step() const;  // of audio or movement, with the warm-up

  std::string save() const;  // everything that a bit-exact resume needs
  Result<void> restore(
      const std::string& bytes);  // refuses a state saved by another graph, configuration or identity

 private:
  struct Impl;
  explicit Trainer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace partials
