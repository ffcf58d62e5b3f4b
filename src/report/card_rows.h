// SPDX-License-Identifier: MIT
// Reads a model's card in JSON, for display and for evaluation.
#pragma once
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "model/model.h"

namespace partials {

nlohmann::json card_of(const Model& model);  // its card in JSON, as it stands in the file

struct ReportFact {
  std::string term, description;
};

// Rows for display, the most important first; nested keys joined ("training seed"); long lists and lists of
// objects are counted.
std::vector<ReportFact> card_rows(const nlohmann::json& card);

// Every content hash (64 hexadecimal digits under a key "sha256", at any depth) that a card names.
std::set<std::string> hashes_named(const nlohmann::json& card);

}  // namespace partials
