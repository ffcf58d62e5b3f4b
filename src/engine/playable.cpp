// SPDX-License-Identifier: MIT
#include "engine/playable.h"

#include <algorithm>

#include "graph/told_inputs.h"

namespace partials {
namespace {

struct Insertion {
  const char* before;  // processor whose port the tilt node is put before
  const char* port;
  const char* knob;    // port of the tilt node
  const char* input;   // of the graph
  const char* knob2 = nullptr;
  const char* input2 = nullptr;
};
constexpr Insertion kInsertions[] = {
    {"loudness_match", "amplitudes", "tilt_db", "tilt_db", "gain_db", "balance_db"},
    {"harmonic_bank", "amplitudes", "gain_db", "partials_gain_db"},
    {"spectral_noise", "magnitudes", "gain_db", "noise_gain_db"},
    {"filtered_noise", "magnitudes", "gain_db", "noise_gain_db"},
};

void add_input(Graph& graph, const std::string& id) {
  const bool known = std::any_of(graph.inputs.begin(), graph.inputs.end(), [&](const GraphInput& in) { return in.id == id; });
  if (!known) graph.inputs.push_back({id, Rate::frame, 1});
}

}  // namespace

Graph playable(Graph graph) {
  graph = with_told_inputs(std::move(graph));
  std::vector<Node> added;
  for (Node& node : graph.nodes)
    for (const Insertion& i : kInsertions) {
      const auto wire = node.in.find(i.port);
      if (node.processor != i.before || wire == node.in.end()) continue;
      Node tilt{"player_" + node.id + "_" + i.port, "tilt", {}, {{"in", wire->second}, {i.knob, std::string("in.") + i.input}}};
      add_input(graph, i.input);
      if (i.knob2) tilt.in[i.knob2] = std::string("in.") + i.input2, add_input(graph, i.input2);
      wire->second = tilt.id + ".out";
      added.push_back(std::move(tilt));
    }
  graph.nodes.insert(graph.nodes.end(), added.begin(), added.end());
  return graph;
}

}  // namespace partials
