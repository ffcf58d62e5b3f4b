// SPDX-License-Identifier: MIT
// A tiny dance without training: hips, chest and a left arm that turns at its shoulder, 100 frames a second.
#pragma once
#include <memory>

#include "families/dance/dance_model.h"
#include "graph/plan.h"
#include "model/golden.h"

namespace partials::test {

// follows: the leader's wrist. hears: sound.
inline Model tiny_dance(bool follows, bool hears = false) {
  auto part = std::make_shared<dance::DancePart>();
  part->rig.skeleton.joints = {{"hips", -1, {}, false},
                               {"chest", 0, {0, 0.4, 0}, false},
                               {"left_shoulder", 1, {0.2, 0, 0}, false},
                               {"left_elbow", 2, {0.3, 0, 0}, false},
                               {"left_wrist", 3, {0.3, 0, 0}, false}};
  part->rig.rest.assign(5, motion::kNoTurn);
  part->rig.turning = {2};
  dance::NumberScale& s = part->scale;
  s.all = dance::number_count(part->rig);
  s.mean.assign(s.all, 0);
  for (const size_t one : {0, 4, 8, 10, 14}) s.mean[one] = 1;  // a metre high, columns of no turn
  for (size_t i = 0; i < s.all; ++i) s.kept.push_back(i);
  s.deviation.assign(s.all, 0.1f);
  s.low.assign(s.all, -3);
  s.high.assign(s.all, 3);
  part->ar = {std::vector<float>(s.all, 0.5f), std::vector<float>(s.all), std::vector<float>(s.all),
              std::vector<float>(s.all, 0.1f)};
  if (follows) part->leader = {{"left_wrist"}, std::vector<float>(6), std::vector<float>(6, 1)};
  if (hears) part->sound = {{-30, 2}, {10, 3}};
  part->speed = part->acceleration = 1;
  Model model;
  model.family = dance::kDanceFamily;
  model.card.name = "tiny";
  const int numbers = static_cast<int>(s.all), leader = static_cast<int>(part->leader.size());
  model.graph = dance::dance_graph({numbers, leader, 8, 2, 100, static_cast<int>(part->sound.size())});
  auto plan = Plan<float>::compile(model.graph, {.rate_hz = 0, .max_samples = 1, .max_frames = 1});
  model.table = plan.value().weights();
  model.weights = initial_weights(model.table, 3);
  model.part = part;
  Tracks inputs{{"pose", std::vector<float>(4 * s.all, 0.1f)}};
  if (follows) inputs["leader"] = std::vector<float>(4 * part->leader.size(), 0.2f);
  if (hears) inputs["sound"] = std::vector<float>(4 * dance::kHeardOfSound, -0.5f);
  (void)make_golden(model, dance::dance_format(), std::move(inputs));
  return model;
}

}  // namespace partials::test
