// SPDX-License-Identifier: MIT
// A preset: a graph template and how to train it.
#pragma once
#include <string>

#include "base/result.h"
#include "graph/graph.h"
#include "learn/trainer.h"

namespace partials {

struct TrainingPreset {
  std::string name, summary;
  Graph graph;
  TrainerConfig trainer;
  bool byte_weights = false;  // matrices are rounded to a byte a weight (graph/byte_weights.h) unless the user says otherwise
};

inline constexpr const char* kAutoPreset = "auto";  // by what the recordings hold: struck where notes die away by themselves, else standard

// For recordings of every key, or of notes that die away: less has to be guessed between notes, and more is to be learned.
void learn_longer(TrainerConfig* config);  // settles after 436 steps instead of 218

// small, standard, struck or reference; auto is standard until recordings are heard.
Result<TrainingPreset> find_preset(const std::string& name);

}  // namespace partials
