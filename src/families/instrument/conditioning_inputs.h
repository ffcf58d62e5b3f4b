// SPDX-License-Identifier: MIT
// The same graph with separate conditioning inputs for the decoder, so that training can vary the decoder's
// pitch and loudness while bank and level get the true values. Playing uses the graph unchanged.
#pragma once
#include "graph/graph.h"

namespace partials {

inline Graph with_conditioning_inputs(Graph graph) {
  bool pitch = false, loudness = false;
  for (Node& node : graph.nodes)
    for (auto& [port, source] : node.in) {
      if (node.processor == "pitch_feature" && source == "in.f0_hz") {
        source = "in.conditioning_f0_hz";
        pitch = true;
      }
      if (node.processor == "loudness_feature" && source == "in.loudness_db") {
        source = "in.conditioning_loudness_db";
        loudness = true;
      }
    }
  if (pitch) graph.inputs.push_back({"conditioning_f0_hz", Rate::frame, 1});
  if (loudness) graph.inputs.push_back({"conditioning_loudness_db", Rate::frame, 1});
  return graph;
}

}  // namespace partials
