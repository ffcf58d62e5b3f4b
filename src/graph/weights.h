// SPDX-License-Identifier: MIT
// The place of each weight tensor of a graph in the one flat array of weights, and its initial values.
#pragma once
#include <string>
#include <vector>

#include "base/processor.h"

namespace partials {

struct WeightEntry {
  std::string name;  // "node.weight"
  int rows = 0, cols = 0;
  size_t offset = 0;  // in the flat array
  Init init = Init::zero;
  double scale = 1, min = 0, max = 0;
  bool matrix = false;
  size_t size() const { return static_cast<size_t>(rows) * cols; }
};

struct WeightTable {
  std::vector<WeightEntry> entries;
  size_t size = 0;
  const WeightEntry* find(const std::string& name) const;
};

// The weights of a part of a graph, taken by name from those of the whole; a weight that the whole lacks is
// 0.
std::vector<float> weights_of_part(const WeightTable& part, const WeightTable& whole, const float* weights);

// Random initial weights, a pure function of seed, name and position.
std::vector<float> initial_weights(const WeightTable& table, uint64_t seed);

// Clamps bounded weights to their range; called after every optimiser step.
void clamp_weights(const WeightTable& table, float* weights);

}  // namespace partials
