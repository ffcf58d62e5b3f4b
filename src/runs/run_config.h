// SPDX-License-Identifier: MIT
// What a run was asked for, as its config.json has it: written when it begins, taken over when it is resumed.
// Relative names are kept as they were typed, with the folder that they start from. Throws std::runtime_error
// in one sentence.
#pragma once
#include <nlohmann/json.hpp>

#include "runs/run.h"
#include "runs/train_session.h"

namespace partials {

nlohmann::json config_of(const TrainOptions& o);

// What a resume gives anew.
struct GivenAnew {
  bool minutes = false, checkpoint = false;
};

// A resumed run keeps what it was begun with; only what is given anew, threads, output and what its card says
// may change. Returns a sentence for the person, or "".
std::string take_over(const Run& run, TrainOptions& o, const GivenAnew& given);

// So that the next resume knows it, too: recordings, output, minutes, checkpoint_s and the words of the card.
void keep_given(Run& run, const TrainOptions& o);

}  // namespace partials
