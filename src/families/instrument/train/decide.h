// SPDX-License-Identifier: MIT
// Everything that is derived from the recordings before training: the preset and the length of training, the
// inharmonicity of strings, the articulations, and the trained range.
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

// The preset by name, with the graph, seed and threads of the options. Throws an error of one sentence.
TrainingPreset preset_for(const TrainOptions& options, const std::string& name);

// Takes the settings of the options over: trainer.* and graph.*. Throws an error of one sentence.
void take_options(const TrainOptions& options, TrainingPreset* preset);

Decided decide(const TrainOptions& options, const std::vector<Clip>& clips);

}  // namespace partials
