// SPDX-License-Identifier: MIT
// Where in a model's graph its partials and its noise can be read as they sound: the first harmonic bank and its amplitudes, the first
// noise and its magnitudes. For pictures, for windows and for hands that turn single partials and bands.
#pragma once
#include <string>

#include "graph/graph.h"

namespace partials {

struct Sounding {
  const Node* node = nullptr;  // of the graph that was asked; null: the model has none
  std::string wire;            // "node.port" that feeds it
};

Sounding sounding_partials(const Graph& graph);
Sounding sounding_noise(const Graph& graph);

// As the graph gives it, else the processor's own.
double setting_of(const Node& node, const std::string& id);

}  // namespace partials
