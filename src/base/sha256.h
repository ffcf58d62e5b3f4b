// SPDX-License-Identifier: MIT
// SHA-256 (FIPS 180-4): identifies recordings and model files by content. Not performance-critical.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace partials {

class Sha256 {
 public:
  void update(const void* data, size_t bytes);
  std::array<uint8_t, 32> finish();  // ends the stream; use a new object afterwards

 private:
  void block(const uint8_t* p);
  uint32_t h_[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint8_t pending_[64];
  size_t pending_bytes_ = 0;
  uint64_t total_bytes_ = 0;
};

// 64 lower-case hexadecimal digits.
std::string hex_of(const std::array<uint8_t, 32>& hash);
std::string sha256_hex(std::string_view bytes);

}  // namespace partials
