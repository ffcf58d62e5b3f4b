// SPDX-License-Identifier: MIT
// A model file as Partials 0.1.0 wrote it: format 1, without a checksum.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "families/model_loading.h"
#include "model/checksum.h"
#include "model/safetensors.h"

namespace partials::test {

inline std::string old_model_file(const Model& model) {
  Safetensors s = safetensors_from_bytes(bytes_from_model(model), "x").value();
  s.metadata.erase(kChecksumKey);
  nlohmann::json own = nlohmann::json::parse(s.metadata["partials"]);
  own["format"] = 1;
  s.metadata["partials"] = own.dump();
  return bytes_from_safetensors(s);
}

}  // namespace partials::test
