// SPDX-License-Identifier: MIT
// An evaluation of a dance as a table, as JSON, and as one page with figures that move beside the real ones,
// curves of likelihood and a contact sheet.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "families/dance/train/evaluate_dance.h"

namespace partials::dance {

std::string text_of(const DanceEvaluation& e);
// What the last minute shows, in a sentence of its own.
std::string end_sentence(const DanceEvaluation& e);
nlohmann::json json_of(const DanceEvaluation& e);
std::string report_html(const DanceEvaluation& e);

}  // namespace partials::dance
