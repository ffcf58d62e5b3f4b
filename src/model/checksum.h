// SPDX-License-Identifier: MIT
// The checksum of a model file: SHA-256 over all of its bytes, in which the 64 digits of the checksum itself
// count as '0'. It is stored in the safetensors metadata as "file_sha256":"DIGITS", without spaces, so that
// any language can find it as text (docs/model_file.md shows it in Python). It detects damage anywhere in the
// file; it is not a signature.
#pragma once
#include <string>
#include <string_view>

namespace partials {

inline constexpr const char* kChecksumKey = "file_sha256";
inline constexpr size_t kChecksumDigits = 64;

enum class Checksum { fits, differs, none };  // none: the header has no place for one

Checksum checksum_of(std::string_view file);

// Writes the correct checksum into its place; does nothing if the header has no place for it.
void renew_checksum(std::string& file);

}  // namespace partials
