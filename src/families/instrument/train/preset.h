// SPDX-License-Identifier: MIT
// A preset: a graph template and how to train it.
#pragma once
#include <string>

#include "base/result.h"
#include "families/instrument/train/instrument_trainer.h"
#include "graph/graph.h"
#include "learn/train_options.h"

namespace partials {

struct TrainingPreset {
  std::string name, summary;
  Graph graph;
  InstrumentTrainerConfig trainer;
  // matrices are rounded to a byte a weight (graph/byte_weights.h) unless the user says otherwise
  bool byte_weights = false;
};

// For recordings of every key, or of notes that decay: there is less to interpolate between notes, and more
// to learn.
void learn_longer(InstrumentTrainerConfig* config);  // converges after 436 steps instead of 218

// small, standard, struck or reference; auto means standard until the recordings are analysed.
Result<TrainingPreset> find_preset(const std::string& name);

}  // namespace partials
