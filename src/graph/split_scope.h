// SPDX-License-Identifier: MIT
// A graph in two parts: what plays in every voice, and what plays once behind the sum of the voices (a room),
// as the scopes of its nodes say. Every wire from a voice node to a bus node becomes an output of the voice
// part and a sample-rate input of the bus part. Weights go by name (weights_of_part).
#pragma once
#include "graph/plan.h"

namespace partials {

struct CrossingWire {
  std::string source;  // "node.port" of a voice node; also the id of the voice part's output
  std::string input;   // id of the bus part's input
};

struct SplitGraph {
  Graph voice;                         // its outputs: what crosses, and what the graph takes from voice nodes
  Graph bus;                           // its inputs: what crosses, and those of the graph's that it reads
  std::vector<CrossingWire> crossing;  // in the order in which bus nodes read them
  bool has_bus() const { return !bus.nodes.empty(); }
};

// A node in every voice cannot hear the sum of the voices: refused, with the wire and the remedy.
Result<void> check_scopes(const Graph& graph);

Result<SplitGraph> split_scope(const Graph& graph);

// Gives the bus part's inputs what is known once the voice part is compiled: channels and latency. Refuses
// wires of frames, which have no sum.
Result<void> fit_bus(SplitGraph& split, const Plan<float>& voice);

}  // namespace partials
