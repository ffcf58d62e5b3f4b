// SPDX-License-Identifier: MIT
// The part of a model's card that is known before training: the options, and the sources of the recordings.
// The training adds steps, time and distance.
#pragma once
#include "data/dataset.h"
#include "learn/train_options.h"
#include "model/model.h"

namespace partials {

Card training_card(const TrainOptions& options, const Dataset& data);

}  // namespace partials
