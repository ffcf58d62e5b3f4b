// SPDX-License-Identifier: MIT
// Metadata of a model file: JSON text by key, read as a type.
#pragma once
#include <string>

#include "model/family_format.h"
#include "model/json_fields.h"

namespace partials {

// One metadata value as T; the first error is kept in `error`.
template <class T>
T read_metadata(const Metadata& metadata, const char* key, const std::string& file, std::string& error) {
  T value{};
  const auto it = metadata.find(key);
  const nlohmann::json j = it == metadata.end() ? nlohmann::json() : json_from_text(it->second);
  JsonReader reader;
  std::string wrong = "it is missing";
  if (it != metadata.end()) {
    if (!j.is_discarded() && reader.read(j, value)) return value;
    wrong = j.is_discarded() ? "it is not JSON" : reader.wrong();
  }
  if (error.empty())
    error = "The model file '" + file + "' has no valid entry '" + key + "': " + wrong +
            "; get it again from where it came.";
  return {};
}

}  // namespace partials
