// SPDX-License-Identifier: MIT
// Models trained for some steps on performance 04 and its mirror image, to be judged on 10.
#pragma once
#include <memory>

#include "dance/salsa.h"
#include "families/dance/train/likelihood.h"
#include "model/golden.h"
#include "model/model.h"

namespace partials::dance {

inline std::vector<Role> seen_roles(bool follows) {
  if (follows) return {{kFollow04, kLead04}};
  return {{kLead04}, {kFollow04}};
}

// A small dancer of these roles; the shape's ports are the part's.
inline std::shared_ptr<const Model> trained_on(const DanceTakes& dances, const std::vector<Role>& roles,
                                               const std::string& name, int units, int components,
                                               int64_t steps) {
  auto part = std::make_shared<DancePart>(part_from(dances, roles));
  auto model = std::make_shared<Model>();
  model->family = kDanceFamily;
  model->card.name = name;
  DanceShape shape{static_cast<int>(part->scale.size()), static_cast<int>(part->leader.size())};
  shape.units = units;
  shape.components = components;
  shape.sound = static_cast<int>(part->sound.size());
  model->graph = dance_graph(shape);
  auto examples = examples_of(*part, dances, roles);
  const Example opening = examples.front();
  Trainer trainer = dance_trainer(model->graph, std::move(examples), dance_trainer_config(1)).value();
  while (trainer.steps_done() < steps) trainer.step();
  model->weights = trainer.averaged();
  model->table = trainer.table();
  model->part = part;
  Tracks inputs;
  for (const GraphInput& in : model->graph.inputs) {
    const auto& values = opening.tracks.at(in.id).values;
    inputs[in.id] = {values.begin(), values.begin() + static_cast<ptrdiff_t>(30 * in.channels)};
  }
  EXPECT_TRUE(make_golden(*model, dance_format(), std::move(inputs)).ok());
  return model;
}

inline std::shared_ptr<const Model> trained(bool follows, int64_t steps) {
  DanceTakes dances = salsa();
  auto roles = seen_roles(follows);
  add_mirrored(dances, roles);
  return trained_on(dances, roles, follows ? "follower" : "dancer", 64, DanceShape().components, steps);
}
inline const std::shared_ptr<const Model>& dancer_model() {
  static const auto model = trained(false, 25);
  return model;
}
inline const std::shared_ptr<const Model>& follower_model() {
  static const auto model = trained(true, 20);
  return model;
}

}  // namespace partials::dance
