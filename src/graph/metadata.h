// SPDX-License-Identifier: MIT
// Metadata of a model file: JSON text by key, read as a type. Private to model_*.cpp.
#pragma once
#include <string>

#include <nlohmann/json.hpp>

#include "graph/note_shapes.h"
#include "graph/safetensors.h"

namespace partials {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(KnownRange, low_hz, high_hz, quiet_db, loud_db, median_db)

// One metadata value as T; the first thing wrong is kept in `error`.
template <class T>
T read_metadata(const Safetensors& s, const char* key, const std::string& file, std::string& error) {
  const auto it = s.metadata.find(key);
  const nlohmann::json j = it == s.metadata.end() ? nlohmann::json() : nlohmann::json::parse(it->second, nullptr, false);
  try {
    if (j.is_object()) return j.get<T>();
  } catch (const nlohmann::json::exception&) {
  }
  if (error.empty()) error = "The model file '" + file + "' has no sound entry '" + key + "'; get it again from where it came.";
  return {};
}

}  // namespace partials
