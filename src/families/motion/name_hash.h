// SPDX-License-Identifier: MIT
// 64-bit FNV-1a (Fowler, Noll, Vo), for small bounded tables. Not collision-resistant against attackers.
#pragma once
#include <cstdint>
#include <string_view>

namespace partials::motion {

constexpr uint64_t name_hash(std::string_view text, uint64_t h = 0xcbf29ce484222325u) noexcept {
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return h;
}

}  // namespace partials::motion
