// SPDX-License-Identifier: MIT
// The metadata of a model file, without its tensors: for lists of many models. Reads only the first bytes of
// the file, bounded; it detects a truncated file, but not damaged tensors (read_model does). Any thread.
#pragma once
#include <cstdint>
#include <string>

#include "model/family_format.h"

namespace partials {

struct ModelHeader {
  Card card;
  std::string family;  // as in Model
  Metadata metadata;   // includes the family's entries
  uint64_t file_bytes = 0;
  bool has_checksum = true;  // false: a file of format 1. Checking it needs the whole file (read_model)
};

Result<ModelHeader> read_model_header(const std::string& path);

// Whether this version can play a file with this metadata; the error says what to do.
Result<void> check_version(const Metadata& metadata, const std::string& file);

// The family that a file with this metadata names; "": none.
std::string family_of(const Metadata& metadata);
Error unknown_family(const std::string& file, const std::string& family);

// Whether a file with this metadata has a checksum. Only files of format 1 were saved without one; a later
// file without one has lost it, for example through a damaged bit of its key, and is refused.
Result<bool> has_checksum(const Metadata& metadata, const std::string& file);
Error changed_since_saved(const std::string& file);

}  // namespace partials
