// SPDX-License-Identifier: MIT
// What players have counted of notes outside the recordings of a model (host/played_counts.h), as JSON and
// in words, with the notes to record next.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "families/instrument/articulations.h"
#include "host/played_counts.h"
#include "model/model.h"

namespace partials {

// Null: nothing was counted, or the model is not played by notes.
nlohmann::json played_json(const Model& model, const std::string& sha256);
nlohmann::json played_json(const PlayedCounts& counts, const TrainedRange& known);
// One or two sentences; "" for null.
std::string played_text(const nlohmann::json& played);

}  // namespace partials
