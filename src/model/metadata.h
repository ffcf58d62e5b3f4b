// SPDX-License-Identifier: MIT
// Metadata of a model file: JSON text by key, read as a type.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "model/family_format.h"

namespace partials {

// One metadata value as T; the first error is kept in `error`.
template <class T>
T read_metadata(const Metadata& metadata, const char* key, const std::string& file, std::string& error) {
  const auto it = metadata.find(key);
  const nlohmann::json j =
      it == metadata.end() ? nlohmann::json() : nlohmann::json::parse(it->second, nullptr, false);
  try {
    if (j.is_object()) return j.get<T>();
  } catch (const nlohmann::json::exception&) {
  }
  if (error.empty())
    error =
        "The model file '" + file + "' has no valid entry '" + key + "'; get it again from where it came.";
  return {};
}

}  // namespace partials
