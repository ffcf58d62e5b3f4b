// SPDX-License-Identifier: MIT
// The balance of a model's parts, before it is played: partials, noise and room are the inputs of its mix nodes, known by the
// processor that each comes from.
#pragma once
#include <string>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

// part: "partials", "noise" or "room"; gain_db is added to what the model has.
Result<void> turn_part(Graph& graph, const std::string& part, double gain_db);

}  // namespace partials
