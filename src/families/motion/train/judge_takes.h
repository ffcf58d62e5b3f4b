// SPDX-License-Identifier: MIT
// How well a mapping does on takes whose frames are labelled, or that hold the wanted values as channels.
#pragma once
#include <vector>

#include "families/motion/take.h"
#include "model/model.h"
#include "training/training_family.h"

namespace partials::motion {

// Of classes: share of the labelled frames that are right, in %, causal, every frame; frames whose label the
// model does not know are left out. Of a follower: the same of its likeliest gesture. Of a regression: root
// of the mean squared error over all outputs, each in shares of its range; takes hold channels named as
// outputs. Throws std::runtime_error with one sentence.
JudgedExample judge_take(const Model& model, const Take& take);

}  // namespace partials::motion
