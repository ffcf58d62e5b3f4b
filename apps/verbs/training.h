// SPDX-License-Identifier: MIT
// A training as `partials train` does it: what is checked before, the run's folder, and what remains of a
// training that fails. Throw Stop, DataRefused, or std::runtime_error in one sentence.
#pragma once
#include "runs/train_session.h"

namespace partials {

inline constexpr double kNoLimitMinutes = 10000;  // a week: of a training whose steps are given

// Checks first whatever would otherwise fail only after minutes of training.
void check_before_training(TrainOptions& options);

// Makes paths absolute and finds the base's file; the name is the output's where there is none.
// id: as in RunStore::create.
Run new_training_run(TrainOptions& options, RunStore& store, const std::string& id = "");

// A failed run stores the reason in its folder; a run whose resume could not start is left unchanged.
TrainResult train_in(Run& run, const RunStore& store, const TrainOptions& options, bool resume,
                     const TrainEvents& events);

// Refuses folds that do not exist.
void check_folds(int folds, int fold);

// Refuses an output that would overwrite an input, or a recording in an input folder. An output that does
// not exist yet is always accepted.
void keep_inputs(const std::string& option, const std::string& output,
                 const std::vector<std::string>& inputs);

}  // namespace partials
