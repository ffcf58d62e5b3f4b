// SPDX-License-Identifier: MIT
// Reads a model's card in JSON, for display and for evaluation.
#pragma once
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "families/instrument/train/report.h"

namespace partials {

// Rows for display, the most important first; nested keys joined ("training seed"); long lists and lists of
// objects are counted.
std::vector<ReportFact> card_rows(const nlohmann::json& card);

// Every content hash (64 hexadecimal digits under a key "sha256", at any depth) that a card names.
std::set<std::string> hashes_named(const nlohmann::json& card);

}  // namespace partials
