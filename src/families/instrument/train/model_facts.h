// SPDX-License-Identifier: MIT
// A model's metadata and measured properties, for inspect and for reports: the card as stored in the file,
// the graph node by node, sizes, the cost of a voice, the analyser's latency.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "model/model.h"

namespace partials {

nlohmann::json card_of(const Model& model);  // its card in JSON, as stored in the file

// Everything that inspect shows. Measures the cost of a voice, which takes a second or less.
nlohmann::json inspect_model(const Model& model);
std::string plain_inspection(const nlohmann::json& inspection);

}  // namespace partials
