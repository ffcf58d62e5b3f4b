// SPDX-License-Identifier: MIT
// A model that is an effect: its graph takes audio and gives audio. Mono graphs get the mean of the input
// channels and play on both output channels. A graph of one native rate runs at that rate, whatever the
// host's, between two rate converters whose delay is part of the latency. Controls that the model declares
// are written to the graph's inputs of the same names, one value per frame.
#pragma once
#include <memory>
#include <string>

#include "play/sound.h"

namespace partials {

struct PlanSoundOptions {
  std::string input, output;  // ids, of the graph
  ModelControls controls;     // `target`: an input of the graph that runs at frames
};

Result<std::unique_ptr<Sound>> make_plan_sound(std::shared_ptr<const Model> model,
                                               const PlanSoundOptions& options, const Values& values,
                                               int rate_hz, int max_block);

}  // namespace partials
