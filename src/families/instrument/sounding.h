// SPDX-License-Identifier: MIT
// What of a model's graph makes its partials, its noise and its room, said here alone; and where partials and
// noise can be read as they sound: the first harmonic bank and its amplitudes, the first noise and its
// magnitudes. For pictures, for windows, for the balance of parts and for hands that turn single partials and
// bands. A new processor that sounds is added to one of the three.
#pragma once
#include <string>

#include "graph/graph.h"

namespace partials {

bool is_partials(const Node& node);
bool is_noise(const Node& node);
bool is_room(const Node& node);

struct Sounding {
  const Node* node = nullptr;  // of the graph that was asked; null: the model has none
  std::string wire;            // "node.port" that feeds it
};

Sounding sounding_partials(const Graph& graph);
Sounding sounding_noise(const Graph& graph);

// As the graph gives it, else the processor's own.
double setting_of(const Node& node, const std::string& id);

}  // namespace partials
