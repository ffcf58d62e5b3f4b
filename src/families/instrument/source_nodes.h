// SPDX-License-Identifier: MIT
// Which nodes of a model's graph make its partials, its noise and its room, defined only here; and the wires
// that carry the played partials and noise: the first harmonic bank and its amplitudes, the first noise and
// its magnitudes. For pictures, for windows, for the balance of parts and for spectral edits. A new processor
// that makes sound is added to one of the three.
#pragma once
#include <string>

#include "graph/graph.h"

namespace partials {

bool is_partials(const Node& node);
bool is_noise(const Node& node);
bool is_room(const Node& node);

struct SourceNode {
  const Node* node = nullptr;  // of the given graph; null: the model has none
  std::string wire;            // "node.port" that feeds it
};

SourceNode partials_source(const Graph& graph);
SourceNode noise_source(const Graph& graph);

// The value in the graph, otherwise the processor's default.
double setting_of(const Node& node, const std::string& id);

}  // namespace partials
