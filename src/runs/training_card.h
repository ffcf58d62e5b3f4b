// SPDX-License-Identifier: MIT
// The part of a model's card that is known before training: what was asked for, and whose recordings it
// learns from. Steps, time and distance are the session's to add.
#pragma once
#include "data/dataset.h"
#include "model/model.h"
#include "runs/train_session.h"

namespace partials {

Card training_card(const TrainOptions& options, const Dataset& data);

}  // namespace partials
