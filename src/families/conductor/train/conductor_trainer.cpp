// SPDX-License-Identifier: MIT
#include "families/conductor/train/conductor_trainer.h"

#include <utility>

#include "learn/track_objective.h"

namespace partials::conductor {

Result<Trainer> conductor_trainer(const Graph& graph, std::vector<Example> examples,
                                  const TrainerConfig& config) {
  TrackMaterial material;
  material.examples = std::move(examples);
  material.losses = {{LossKind::squared_error, "phase", "phase", 1},
                     {LossKind::squared_error, "tempo", "tempo", 2},
                     {LossKind::cross_entropy, "going", "going", 0.2},
                     {LossKind::cross_entropy, "of_bar", "of_bar", 0.1},
                     {LossKind::squared_error, "size", "size", 0.2}};
  return track_trainer(graph, std::move(material), config);
}

TrainerConfig conductor_trainer_config(int threads, uint64_t seed) {
  TrainerConfig config;
  config.seed = seed;
  config.threads = threads;
  config.width = 16;
  config.groups = 2;
  config.segment_s = 8;
  config.warm_up_s = 1;
  config.adam.learning_rate = 5e-3;
  config.adam.clip_norm = 1;
  config.adam.weight_decay = 0.1;
  config.adam.fall = Fall::cosine;
  config.adam.decay_steps = kSteps;
  config.adam.floor = 0.01;
  return config;
}

}  // namespace partials::conductor
