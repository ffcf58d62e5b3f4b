// SPDX-License-Identifier: MIT
// The options of a run in its config.json: written when it starts, reused when it is resumed. Relative paths
// are kept as typed, with their base folder. Throws std::runtime_error with one sentence.
#pragma once
#include <nlohmann/json.hpp>

#include "runs/run.h"
#include "runs/train_session.h"
#include "training/training_family.h"

namespace partials {

nlohmann::json config_of(const TrainOptions& o);
// The graph and the trainer's settings that a training uses, once they are decided.
void keep_resolved(Run& run, const TrainingTask& task);

// The options that a resume may change.
struct GivenAnew {
  bool minutes = false, checkpoint = false;
};

// A resumed run keeps its original options; only those given again, threads, output and the card's texts may
// change. Returns a note for the user, or "".
std::string take_over(const Run& run, TrainOptions& o, const GivenAnew& given);

// Stores the changes for the next resume: recordings, output, minutes, checkpoint_s and the card's texts.
void keep_given(Run& run, const TrainOptions& o);

}  // namespace partials
