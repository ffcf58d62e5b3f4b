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
  bool has_checksum = true;  // false: a file of format 1. Whether it fits takes the whole file (load_model)
};

Result<ModelHeader> read_model_header(const std::string& path);

// Whether this version may play a file with this metadata; the sentence says what to do.
Result<void> check_version(const Safetensors& s, const std::string& file);

// Whether a file with this metadata has a checksum. Only files of format 1 were saved without one; a later one has lost it, as
// when a single bit of its key is damaged, and is refused.
Result<bool> has_checksum(const Safetensors& s, const std::string& file);
Error changed_since_saved(const std::string& file);

}  // namespace partials
