// SPDX-License-Identifier: MIT
// The trainer of an instrument: it detects the strokes of the clips, and gives the decoder separate
// conditioning inputs, so that training can augment them (conditioning_inputs.h).
#pragma once
#include "families/instrument/train/clip.h"
#include "families/instrument/train/sampler.h"
#include "learn/losses.h"
#include "learn/train_settings.h"
#include "learn/trainer.h"

namespace partials {

struct InstrumentTrainerConfig : TrainerConfig {
  Augmentation augmentation;
  LossConfig loss;
};

// trainer.*, with augmentation and loss; without seed and threads
TrainSettings settings_of(InstrumentTrainerConfig& config);

Result<Trainer> instrument_trainer(const Graph& graph, std::vector<Clip> clips,
                                   const InstrumentTrainerConfig& config);

}  // namespace partials
