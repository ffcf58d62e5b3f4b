// SPDX-License-Identifier: MIT
// The trainer of an instrument: the strokes of its clips are heard, and its decoder listens to inputs of its
// own, so that training can vary what the decoder is told (conditioning_inputs.h).
#pragma once
#include "families/instrument/train/clip.h"
#include "families/instrument/train/sampler.h"
#include "learn/losses.h"
#include "learn/trainer.h"

namespace partials {

struct InstrumentTrainerConfig : TrainerConfig {
  Augmentation augmentation;
  LossConfig loss;
};

Result<Trainer> instrument_trainer(const Graph& graph, std::vector<Clip> clips,
                                   const InstrumentTrainerConfig& config);

}  // namespace partials
