// SPDX-License-Identifier: MIT
// What `inspect` and reports show of an instrument besides what any model has (training/inspection.h): the
// cost of a voice, the analyser's latency, the trained range, the articulations.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "model/model.h"

namespace partials {

// Measures the cost of a voice, which takes a second or less.
void add_instrument_facts(const Model& model, nlohmann::json& inspection);
std::string instrument_facts_text(const nlohmann::json& inspection);

}  // namespace partials
