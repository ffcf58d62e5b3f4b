// SPDX-License-Identifier: MIT
// The balance of a model's parts, before it is played: partials and noise are inputs of its mix nodes, known
// by the processor that each comes from (families/instrument/sounding.h); the room is what its reverbs add to
// the sound, wherever they stand.
#pragma once
#include <string>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

// part: "partials", "noise" or "room"; gain_db is added to what the model has.
Result<void> turn_part(Graph& graph, const std::string& part, double gain_db);

}  // namespace partials
