// SPDX-License-Identifier: MIT
// Trains the network that hears a conducting hand (families/conductor/conductor_graph.h) on takes with the
// truth in them. Losses: squared error of phase, tempo and size, cross entropy of going and of the beat of
// the bar. The squared error makes the phase vector shorter where it is uncertain.
#pragma once
#include <vector>

#include "learn/example.h"
#include "learn/trainer.h"

namespace partials::conductor {

inline constexpr int kSteps = 4000;  // after which the learning rate has fallen

TrainerConfig conductor_trainer_config(int threads, uint64_t seed);
Result<Trainer> conductor_trainer(const Graph& graph, std::vector<Example> examples,
                                  const TrainerConfig& config);

}  // namespace partials::conductor
