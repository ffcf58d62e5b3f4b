// SPDX-License-Identifier: MIT
// What can be said of any model, for `inspect`: the card as it stands in the file, the graph node by node,
// sizes, latency, tail; then what its family adds.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "model/model.h"

namespace partials {

// May measure costs, which takes a second or less. "error" in place of all but the card where this version
// cannot compile the graph.
nlohmann::json inspect_model(const Model& model);
std::string plain_inspection(const Model& model, const nlohmann::json& inspection);

}  // namespace partials
