// SPDX-License-Identifier: MIT
// What a model file says of itself, without reading its numbers: for lists of many models. Reads the first
// bytes of the file only, bounded; a file that is cut off is noticed, one whose numbers are wrong is not
// (read_model tells). Any thread.
#pragma once
#include <cstdint>
#include <string>

#include "model/family_format.h"

namespace partials {

struct ModelHeader {
  Card card;
  std::string family;  // as in Model
  Metadata metadata;   // what the family says besides is read from it
  uint64_t file_bytes = 0;
  bool has_checksum = true;  // false: a file of format 1. Whether it fits takes the whole file (read_model)
};

Result<ModelHeader> read_model_header(const std::string& path);

// Whether this version may play a file with this metadata; the sentence says what to do.
Result<void> check_version(const Metadata& metadata, const std::string& file);

// The family that a file with this metadata names; "": none.
std::string family_of(const Metadata& metadata);
Error unknown_family(const std::string& file, const std::string& family);

// Whether a file with this metadata has a checksum. Only files of format 1 were saved without one; a later
// one has lost it, as when a single bit of its key is damaged, and is refused.
Result<bool> has_checksum(const Metadata& metadata, const std::string& file);
Error changed_since_saved(const std::string& file);

}  // namespace partials
