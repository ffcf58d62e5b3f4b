// SPDX-License-Identifier: MIT
// One training run from recordings to a model file: prepares clips, trains, validates on recordings that were
// not trained on, keeps the best weights, writes progress, checkpoints, an audible sketch and the best model
// so far into the run folder, and saves the model, also when it is stopped. If the run folder is no longer
// writable, it warns once and continues.
// Throws std::runtime_error with one clear sentence when the recordings or the configuration cannot work.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "learn/train_options.h"
#include "model/metric.h"
#include "model/model.h"
#include "runs/run_store.h"
#include "training/training_loop.h"

namespace partials {

// share by which validation may be worse than the best: from then on a model is worth playing
inline constexpr double kPlayable = 0.15;

struct TrainEvents {
  std::function<void(const std::string&)> say = [](const std::string&) {};
  std::function<void(const std::string&)> warn = [](const std::string&) {};
  // analysed share of the recordings, before training
  std::function<void(double)> listening = [](double) {};
  std::function<void(const TrainProgress&)> progress = [](const TrainProgress&) {};
  std::function<bool()> stop = [] { return false; };
};

// CPU seconds of one rank, without waiting: of all steps of this process, and of the process so far.
struct RankCost {
  double steps_s = 0, all_s = 0;
};

struct TrainResult {
  Model model;
  Metric metric;
  std::optional<double> validation;  // none: there is no validation set
  double spent_s = 0;
  int64_t steps = 0;
  bool interrupted = false;
  // stopped before its time was over: training has converged
  bool settled = false;
  // loading and training until validation was within kPlayable of the best; 0: never validated
  double playable_s = 0;
  std::vector<RankCost> ranks;  // one without other ranks
};

TrainResult train(const TrainOptions& options, Run& run, bool resume, const TrainEvents& events);

}  // namespace partials
