// SPDX-License-Identifier: MIT
// CRC-32 (ISO 3309; PNG, zlib) and CRC-32C (Castagnoli; RFC 3720, appendix B.4; TensorBoard's event files).
// They detect damage; they are no signatures.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace partials {

// sum: the CRC of the preceding bytes, for data in pieces. Polynomial: its bits in reverse.
template <uint32_t Polynomial>
uint32_t crc_of(std::string_view bytes, uint32_t sum) noexcept {
  static constexpr auto table = [] {
    std::array<uint32_t, 256> t{};
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t c = i;
      for (int k = 0; k < 8; ++k) c = c & 1 ? Polynomial ^ (c >> 1) : c >> 1;
      t[i] = c;
    }
    return t;
  }();
  uint32_t c = ~sum;
  for (const char b : bytes) c = table[(c ^ static_cast<uint8_t>(b)) & 255] ^ (c >> 8);
  return ~c;
}

inline uint32_t crc32(std::string_view bytes, uint32_t sum = 0) noexcept {
  return crc_of<0xedb88320u>(bytes, sum);
}
inline uint32_t crc32c(std::string_view bytes) noexcept { return crc_of<0x82f63b78u>(bytes, 0); }

}  // namespace partials
