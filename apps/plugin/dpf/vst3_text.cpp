// SPDX-License-Identifier: MIT
#include "vst3_text.h"

#include <cstdint>

namespace partials::vst3 {
namespace {

constexpr size_t kMax = 127;
constexpr uint32_t kDamaged = 0xfffd;

bool follows(char c) { return (static_cast<uint8_t>(c) & 0xc0) == 0x80; }

// Takes the first character off `text`.
uint32_t take(std::string_view& text) {
  const auto first = static_cast<uint8_t>(text.front());
  text.remove_prefix(1);
  if (first < 0x80) return first;
  const int more = first >= 0xf0 && first < 0xf5   ? 3
                   : first >= 0xe0 && first < 0xf0 ? 2
                   : first >= 0xc2 && first < 0xe0 ? 1
                                                   : 0;
  if (more == 0) return kDamaged;
  uint32_t point = first & (0x3fu >> more);
  for (int i = 0; i < more; ++i) {
    if (text.empty() || !follows(text.front())) return kDamaged;
    point = point << 6 | (static_cast<uint8_t>(text.front()) & 0x3fu);
    text.remove_prefix(1);
  }
  return point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? kDamaged : point;
}

void append(std::string& to, uint32_t point) {
  const auto part = [&](uint32_t bits) { to += static_cast<char>(bits); };
  if (point < 0x80) return part(point);
  if (point < 0x800) {
    part(0xc0 | point >> 6);
    return part(0x80 | (point & 0x3f));
  }
  if (point < 0x10000) {
    part(0xe0 | point >> 12);
    part(0x80 | (point >> 6 & 0x3f));
    return part(0x80 | (point & 0x3f));
  }
  part(0xf0 | point >> 18);
  part(0x80 | (point >> 12 & 0x3f));
  part(0x80 | (point >> 6 & 0x3f));
  part(0x80 | (point & 0x3f));
}

}  // namespace

void to_utf16(std::string_view utf8, v3_str_128 to) noexcept {
  size_t n = 0;
  while (!utf8.empty()) {
    const uint32_t point = take(utf8);
    if (n + (point >= 0x10000 ? 2 : 1) > kMax) break;
    if (point >= 0x10000) {
      to[n++] = static_cast<int16_t>(0xd800 + ((point - 0x10000) >> 10));
      to[n++] = static_cast<int16_t>(0xdc00 + ((point - 0x10000) & 0x3ff));
    } else {
      to[n++] = static_cast<int16_t>(point);
    }
  }
  to[n] = 0;
}

std::string utf8_from(const int16_t* utf16) {
  std::string text;
  for (size_t i = 0; i < kMax && utf16[i]; ++i) {
    const uint32_t unit = static_cast<uint16_t>(utf16[i]);
    const uint32_t next = i + 1 < kMax ? static_cast<uint16_t>(utf16[i + 1]) : 0;
    const bool pair = unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000;
    if (pair) ++i;
    append(text, pair                              ? 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00)
                 : unit >= 0xd800 && unit < 0xe000 ? kDamaged
                                                   : unit);
  }
  return text;
}

}  // namespace partials::vst3
