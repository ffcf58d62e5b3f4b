// SPDX-License-Identifier: MIT
// CRC-32C (Castagnoli; RFC 3720, appendix B.4), which TensorBoard's event files use.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace partials {

inline uint32_t crc32c(std::string_view bytes) noexcept {
  static constexpr auto table = [] {
    std::array<uint32_t, 256> t{};
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t c = i;
      for (int k = 0; k < 8; ++k) c = c & 1 ? 0x82f63b78u ^ (c >> 1) : c >> 1;
      t[i] = c;
    }
    return t;
  }();
  uint32_t c = ~0u;
  for (const char b : bytes) c = table[(c ^ static_cast<uint8_t>(b)) & 255] ^ (c >> 8);
  return ~c;
}

}  // namespace partials
