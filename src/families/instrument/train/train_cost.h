// SPDX-License-Identifier: MIT
// The cost of a training step on this machine, measured on synthetic clips: the arithmetic is the same as for
// real recordings. Wall time of whole steps, the best of several after a warm-up step.
#pragma once
#include "base/result.h"
#include "families/instrument/train/instrument_trainer.h"
#include "graph/graph.h"

namespace partials {

struct TrainCost {
  int threads = 0, steps = 0;
  double best_step_s = 0.0, median_step_s = 0.0;
  double audio_s_per_step = 0.0;
  size_t memory_bytes = 0;
};

Result<TrainCost> measure_train_cost(const Graph& graph, const InstrumentTrainerConfig& config,
                                     int steps = 5);

}  // namespace partials
