// SPDX-License-Identifier: MIT
// The working set of one trainer thread: a plan with its tape, the objective, and the gradient of the current
// group of lanes. Groups use it in turn. A segment is played in pieces: the tape holds one, so all but the
// last are played again, from their initial state, when their gradient is computed. The result is the same as
// with a single piece, with less memory and more time.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "base/result.h"
#include "graph/plan.h"
#include "learn/objective.h"

namespace partials {

class Worker {
 public:
  // pieces: of a segment, at least 1.
  static Result<Worker> create(const Graph& graph, const SegmentShape& shape, int pieces,
                               std::unique_ptr<Objective> objective);

  // Computes loss and gradient of the lanes of a group at a step; value() and gradient() return them.
  void run(int64_t step, int group, const std::vector<float>& weights);

  double value() const { return value_; }
  const std::vector<float>& gradient() const { return gradient_; }
  const Plan<float>& plan() const { return plan_; }
  size_t memory_bytes() const;

 private:
  // One output of the plan over a whole segment; of a segment in one piece the plan's own buffers serve.
  struct Output {
    std::string id;
    bool is_frame = false;
    size_t row = 0;  // values at one time: channels x lanes
    std::vector<float> values, gradients;
  };
  explicit Worker(Plan<float> plan) : plan_(std::move(plan)) {}
  size_t start(const Output& output, const Call& piece) const;
  size_t size(const Output& output, const Call& piece) const;
  void play(size_t piece);
  void rewind(size_t piece);

  Plan<float> plan_;
  std::unique_ptr<Objective> objective_;
  std::vector<Call> pieces_;
  std::vector<Output> outputs_;
  std::vector<const float*> values_;
  std::vector<float*> gradients_;
  std::vector<uint64_t> seeds_;
  std::vector<float> gradient_;
  std::vector<std::byte> states_;  // of the plan as each piece begins
  double value_ = 0;
};

}  // namespace partials
