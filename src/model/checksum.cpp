// SPDX-License-Identifier: MIT
#include "model/checksum.h"

#include <cstdint>
#include <cstring>

#include "base/sha256.h"

namespace partials {
namespace {

// Before the digits. Inside a JSON string the quotes would be escaped, so only a key reads like this.
constexpr std::string_view kBefore = "\"file_sha256\":\"";
constexpr size_t kLengthBytes = 8;

// Where the digits begin, or npos. Only a complete header is searched: the tensors may hold any bytes.
size_t place_of(std::string_view file) noexcept {
  uint64_t header = 0;
  if (file.size() < kLengthBytes) return std::string_view::npos;
  std::memcpy(&header, file.data(), kLengthBytes);
  if (header > file.size() - kLengthBytes) return std::string_view::npos;
  const std::string_view text = file.substr(0, kLengthBytes + header);
  const size_t at = text.find(kBefore, kLengthBytes);
  if (at == std::string_view::npos || text.size() - at < kBefore.size() + kChecksumDigits)
    return std::string_view::npos;
  return at + kBefore.size();
}

std::string fitting(std::string_view file, size_t place) {
  const std::string zeros(kChecksumDigits, '0');
  Sha256 hash;
  hash.update(file.data(), place);
  hash.update(zeros.data(), zeros.size());
  const std::string_view rest = file.substr(place + kChecksumDigits);
  hash.update(rest.data(), rest.size());
  return hex_of(hash.finish());
}

}  // namespace

Checksum checksum_of(std::string_view file) {
  const size_t place = place_of(file);
  if (place == std::string_view::npos) return Checksum::none;
  return file.substr(place, kChecksumDigits) == fitting(file, place) ? Checksum::fits : Checksum::differs;
}

void renew_checksum(std::string& file) {
  if (const size_t place = place_of(file); place != std::string_view::npos)
    file.replace(place, kChecksumDigits, fitting(file, place));
}

}  // namespace partials
