// SPDX-License-Identifier: MIT
// What the recordings decide before a training begins: the kind of model and how long it learns, the
// stiffness of strings, how notes begin, waver and end, and the range that is known.
#pragma once
#include <vector>

#include "families/instrument/articulations.h"
#include "families/instrument/train/clip.h"
#include "families/instrument/train/preset.h"
#include "learn/train_options.h"

namespace partials {

struct Decided {
  TrainingPreset preset;
  TrainedRange known;
  Articulations notes;
};

// The preset by name, with the seed and threads of the options. Throws what is wrong, in one sentence.
TrainingPreset preset_for(const TrainOptions& options, const std::string& name);

Decided decide(const TrainOptions& options, const std::vector<Clip>& clips);

}  // namespace partials
