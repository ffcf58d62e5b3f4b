// SPDX-License-Identifier: MIT
// The checksum of a model file: SHA-256 over all of its bytes, in which the 64 digits of the checksum itself
// count as '0'. It stands in the safetensors metadata as "file_sha256":"DIGITS", without spaces, where any
// language finds it as text (docs/model_file.md has it in Python). It finds damage anywhere in the file; it
// is no signature.
#pragma once
#include <string>
#include <string_view>

namespace partials {

inline constexpr const char* kChecksumKey = "file_sha256";
inline constexpr size_t kChecksumDigits = 64;

enum class Checksum { fits, differs, none };  // none: the header has no place for one

Checksum checksum_of(std::string_view file);

// Writes the checksum that fits into its place; does nothing where there is none.
void renew_checksum(std::string& file);

}  // namespace partials
