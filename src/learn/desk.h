// SPDX-License-Identifier: MIT
// Where one thread of a trainer works: a plan with its tape, the loss, and the gradient of the group of lanes that is there. Groups
// take turns on it. A segment is played in pieces: the tape holds one, so all but the last are played again, from the state
// in which they began, when their gradient is due. The result is that of one piece, in less memory and more time.
#pragma once
#include <cstddef>
#include <vector>

#include "base/result.h"
#include "graph/plan.h"
#include "learn/losses.h"
#include "learn/sampler.h"
#include "learn/trainer.h"

namespace partials {

class Desk {
 public:
  // A segment has `frames`, of which the loss does not hear the first `warm_up`.
  static Result<Desk> create(const Graph& told, const TrainerConfig& config, int warm_up, int frames);

  // Loss and gradient of the lanes of a group at a step, as value() and gradient() say afterwards.
  void run(const std::vector<Clip>& clips, const Sampler& sampler, int64_t step, int group, const std::vector<float>& weights);

  double value() const { return value_; }
  const std::vector<float>& gradient() const { return gradient_; }
  const Plan<float>& plan() const { return plan_; }
  double seconds() const;  // of a segment
  size_t memory_bytes() const;

 private:
  Desk(Plan<float> plan, GroupLoss loss) : plan_(std::move(plan)), loss_(std::move(loss)) {}
  void draw(const std::vector<Clip>& clips, const Sampler& sampler, int64_t step, int group);
  void play(const std::vector<Clip>& clips, const Call& piece);
  void rewind(const std::vector<Clip>& clips, size_t piece);

  Plan<float> plan_;
  GroupLoss loss_;
  std::vector<Call> pieces_;
  size_t unheard_ = 0;                            // samples of the warm-up
  std::vector<Segment> segments_;                 // [lanes]
  std::vector<float> target_, audio_, d_audio_;   // [samples][lanes]
  std::vector<float> gradient_;
  std::vector<std::byte> states_;                 // of the plan as each piece begins
  double value_ = 0;
};

}  // namespace partials
