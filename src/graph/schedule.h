// SPDX-License-Identifier: MIT
// The order in which a plan runs a graph's nodes: every wire's source comes before the node that it goes to;
// otherwise the order of the file.
#pragma once
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

// Pointers into graph.nodes. Refuses wires without a source and loops; the error names the node, the wire and
// the remedy.
Result<std::vector<const Node*>> schedule(const Graph& graph);

}  // namespace partials
