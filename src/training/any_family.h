// SPDX-License-Identifier: MIT
// The verbs of the command line for any family: the family's own function where it has one, otherwise what
// can be said of every model. Throw std::runtime_error in one sentence.
#pragma once
#include "training/training_families.h"

namespace partials {

std::string family_name(const Model& model);  // "instrument", for messages

// Of the family that takes these recordings.
CheckResult check_recordings(const CheckRequest& request);

// Where the family has no evaluation of its own: the metrics of each recording, and their means.
EvalResult evaluate(const Model& model, const EvalRequest& request);
// Whether several ranks can divide that among themselves.
bool divides_evaluation(const Model& model);

}  // namespace partials
