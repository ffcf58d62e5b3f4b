// SPDX-License-Identifier: MIT
// The order in which a plan runs a graph's nodes: every wire's source comes before the node that it goes to,
// and else as written.
#pragma once
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

// Pointers into graph.nodes. Refuses wires from nowhere and loops, naming the node, the wire and the remedy.
Result<std::vector<const Node*>> schedule(const Graph& graph);

}  // namespace partials
