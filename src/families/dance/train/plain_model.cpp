// SPDX-License-Identifier: MIT
#include "families/dance/train/plain_model.h"

#include <memory>

#include "base/need.h"
#include "learn/track_objective.h"
#include "model/golden.h"

namespace partials::dance {

Model plain_model(const DanceTakes& dances, const std::vector<Role>& roles, uint64_t seed, int64_t steps) {
  auto part = std::make_shared<DancePart>(part_from(dances, roles));
  const size_t n = part->scale.size();
  part->ar = {std::vector<float>(n), std::vector<float>(n), std::vector<float>(n), std::vector<float>(n, 1)};
  Model model;
  model.family = kDanceFamily;
  model.card.name = "plain LSTM";
  DanceShape shape{static_cast<int>(n), static_cast<int>(part->leader.size())};
  shape.sound = static_cast<int>(part->sound.size());
  shape.components = 1;
  shape.rate_hz = kDanceRate;
  model.graph = dance_graph(shape);
  Graph trained = model.graph;
  trained.nodes.push_back(
      {"mean", "slice", {{"first", 1}, {"count", double(n)}}, {{"in", trained.outputs["mixture"]}}});
  trained.outputs["mean"] = "mean.out";
  std::vector<Example> examples = examples_of(*part, dances, roles);
  const Example opening = examples.front();
  Trainer trainer =
      need(track_trainer(trained, {std::move(examples), {{LossKind::squared_error, "mean", "residual"}}},
                         dance_trainer_config(seed)));
  while (trainer.steps_done() < steps) trainer.step();
  model.weights = trainer.averaged();
  model.table = trainer.table();
  model.part = part;
  for (const GraphInput& in : model.graph.inputs) {
    const auto& values = opening.tracks.at(in.id).values;
    model.golden.inputs[in.id] = {values.begin(), values.begin() + static_cast<ptrdiff_t>(90 * in.channels)};
  }
  return model;
}

}  // namespace partials::dance
