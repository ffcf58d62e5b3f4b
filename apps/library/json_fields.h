// SPDX-License-Identifier: MIT
// Reads fields of JSON that other programs wrote: a field that is missing or of another type reads as empty
// or 0.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace partials {

inline double number_field(const nlohmann::json& j, const char* key) {
  const auto at = j.find(key);
  return at != j.end() && at->is_number() ? at->get<double>() : 0;
}

inline std::string text_field(const nlohmann::json& j, const char* key) {
  const auto at = j.find(key);
  return at != j.end() && at->is_string() ? at->get<std::string>() : "";
}

}  // namespace partials
