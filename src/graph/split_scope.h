// SPDX-License-Identifier: MIT
// Splits a graph by the scopes of its nodes: one part runs in every voice, the other once after the sum of
// the voices (a room). Every wire from a voice node to a bus node becomes an output of the voice part and a
// sample-rate input of the bus part. Weights are matched by name (weights_of_part).
#pragma once
#include "graph/plan.h"

namespace partials {

struct CrossingWire {
  std::string source;  // "node.port" of a voice node; also the id of the voice part's output
  std::string input;   // id of the bus part's input
};

struct SplitGraph {
  Graph voice;  // its outputs: the crossing wires, and the graph's outputs that are voice nodes
  Graph bus;    // its inputs: the crossing wires, and the graph's inputs that it reads
  std::vector<CrossingWire> crossing;  // in the order in which bus nodes read them
  bool has_bus() const { return !bus.nodes.empty(); }
};

// A node that runs in every voice cannot read the sum of the voices: an error names the wire and the remedy.
Result<void> check_scopes(const Graph& graph);

Result<SplitGraph> split_scope(const Graph& graph);

// Sets the channels and latency of the bus part's inputs, which are known once the voice part is compiled.
// Refuses wires of frames, which cannot be summed.
Result<void> fit_bus(SplitGraph& split, const Plan<float>& voice);

}  // namespace partials
