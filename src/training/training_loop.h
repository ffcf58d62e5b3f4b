// SPDX-License-Identifier: MIT
// A training in memory: steps, validations on recordings that were not trained on, the best weights so far,
// and the model they make at any time. Whoever owns it decides when to stop and what is written where
// (runs/training_run.h keeps a folder; apps/web/train has none). Functions throw std::runtime_error or
// DataRefused, in one sentence.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "training/training_family.h"

namespace partials {

inline constexpr int kValidateEvery = 50;  // steps; in steps and not in time, so that a run is reproducible

struct TrainProgress {
  // done: the elapsed share of the steps or of the time, whichever is greater
  double spent_s = 0, done = 0;
  int64_t step = 0;
  double loss = 0;
  Metric metric;  // what validation is measured in
  // none before the first validation, and without a validation set
  std::optional<double> validation, best;
  bool validated = false;  // this report follows a validation
};

// What the ranks that follow rank 0 do next (runs/follow.h).
enum class Lead : char { step = 's', validate = 'v', end = 'e' };

struct TrainingLoop {
  explicit TrainingLoop(const TrainOptions& o) : options(o) {}
  const TrainOptions& options;
  std::string_view family;  // id of the model's family
  TrainingTask task;
  std::optional<Trainer> trainer;
  std::vector<float> best;
  double best_value = 0, last_value = 0, spent_s = 0, last_loss = 0;
  bool best_is_new = false, validation_due = false;
  double loss_sum = 0;  // of the loss_n steps since the last validation
  int loss_n = 0;
  double step_cpu_s = 0;  // processor time of the steps, without waiting for other ranks

  void lead(Lead what) const;  // nothing without ranks
  bool byte_weights() const;
  // The weights that the model would have now: validation uses the weights that are played. The trainer
  // continues from its own, which are not rounded.
  std::vector<float> weights_to_play() const;

  // The criterion for the best weights: without a validation set the training loss, which is never reported
  // as a distance.
  double validate(const std::vector<float>& weights) const;
  bool validates() const { return task.validation_examples > 0; }
  std::optional<double> measured(double value) const;
  bool is_better(double value) const;

  // Steps of a whole training; 0: limited by time only.
  int64_t steps_wanted() const { return options.steps ? options.steps : trainer->settles_after(); }
  bool all_steps() const { return steps_wanted() && trainer->steps_done() >= steps_wanted(); }
  bool settled() const { return !options.steps && all_steps(); }
  bool done() const;

  TrainProgress progress(bool validated) const;
  // A step may make a validation due, which comes before the next step, even where the steps are done.
  void take_step();
  void take_validation();
  // After the last step: makes sure that there are weights, and keeps the last ones of a whole training.
  void choose_weights();

  // With the card, without its date and time. interrupted: training was stopped before its end.
  Model assemble(bool interrupted) const;

 private:
  void keep_last_of_whole_training();
};

}  // namespace partials
