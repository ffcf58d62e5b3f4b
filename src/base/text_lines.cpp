// SPDX-License-Identifier: MIT
#include "base/text_lines.h"

#include <cstdint>

namespace partials {
namespace {

void put_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 63));
    out += static_cast<char>(0x80 | (c & 63));
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    for (int shift = 12; shift >= 0; shift -= 6) out += static_cast<char>(0x80 | (c >> shift & 63));
  }
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  const auto unit = [&](size_t i) {
    const auto first = static_cast<uint8_t>(bytes[i]), second = static_cast<uint8_t>(bytes[i + 1]);
    return static_cast<uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  std::string out;
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    uint32_t c = unit(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 3 < bytes.size() && (unit(i + 2) & 0xfc00) == 0xdc00) {
      c = 0x10000 + ((c & 0x3ff) << 10 | (unit(i + 2) & 0x3ff));
      i += 2;
    } else if (c >= 0xd800 && c < 0xe000) {
      c = 0xfffd;  // half a pair: the replacement character
    }
    put_utf8(out, c);
  }
  return out;
}

}  // namespace

std::string utf8_text(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xef\xbb\xbf") return std::string(bytes.substr(3));
  if (bytes.substr(0, 2) == "\xff\xfe") return from_utf16(bytes.substr(2), false);
  if (bytes.substr(0, 2) == "\xfe\xff") return from_utf16(bytes.substr(2), true);
  return std::string(bytes);
}

std::vector<std::string_view> text_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find_first_of("\r\n");
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    const size_t length = text.substr(end, 2) == "\r\n" ? 2 : 1;
    text.remove_prefix(end + length);
  }
  return lines;
}

}  // namespace partials
