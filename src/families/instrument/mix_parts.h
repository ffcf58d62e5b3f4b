// SPDX-License-Identifier: MIT
// The balance of a model's parts, set before it is played: partials and noise are inputs of its mix nodes,
// identified by the processor that each comes from (families/instrument/source_nodes.h); the room is the
// output of its reverbs, wherever they are in the graph.
#pragma once
#include <string>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

// part: "partials", "noise" or "room"; gain_db is added to the model's gain.
Result<void> turn_part(Graph& graph, const std::string& part, double gain_db);

}  // namespace partials
