// SPDX-License-Identifier: MIT
// What a model file says of itself, without reading its numbers: for lists of many models. Reads the first bytes of the file only,
// bounded; a file that is cut off is noticed, one whose numbers are wrong is not (load_model tells). Any thread.
#pragma once
#include <cstdint>
#include <string>

#include "graph/model.h"
#include "graph/safetensors.h"

namespace partials {

struct ModelHeader {
  Card card;
  KnownRange known;
  uint64_t file_bytes = 0;
};

Result<ModelHeader> read_model_header(const std::string& path);

// Whether this version may play a file with this metadata; the sentence says what to do.
Result<void> check_version(const Safetensors& s, const std::string& file);

}  // namespace partials
