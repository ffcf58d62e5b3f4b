// SPDX-License-Identifier: MIT
// Text that is safe to print on a terminal: control characters (which could move the cursor or change colours
// and titles), marks that change the direction of writing, and bytes that are not UTF-8 are written as \xNN;
// everything else is unchanged. For names of files.
#pragma once
#include <cstdio>
#include <string>
#include <string_view>

namespace partials {

// Length in bytes of the UTF-8 character at the start of s; 0 if there is none.
inline size_t utf8_bytes(std::string_view s) {
  const auto at = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned first = at(0);
  const size_t n = first < 0x80                    ? 1
                   : first >= 0xc2 && first < 0xe0 ? 2
                   : first >= 0xe0 && first < 0xf0 ? 3
                   : first >= 0xf0 && first < 0xf5 ? 4
                                                   : 0;
  if (n == 0 || n > s.size()) return 0;
  for (size_t i = 1; i < n; ++i)
    if ((at(i) & 0xc0) != 0x80) return 0;
  if ((first == 0xe0 && at(1) < 0xa0) || (first == 0xed && at(1) > 0x9f) || (first == 0xf0 && at(1) < 0x90) ||
      (first == 0xf4 && at(1) > 0x8f))
    return 0;
  return n;
}

inline std::string printable(std::string_view s) {
  std::string out;
  const auto escape = [&](char c) {
    char hex[5];
    std::snprintf(hex, sizeof hex, "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += hex;
  };
  while (!s.empty()) {
    const size_t n = utf8_bytes(s);
    const std::string_view one = s.substr(0, n ? n : 1);
    const auto first = static_cast<unsigned char>(one[0]);
    const bool control = n == 1 && (first < 0x20 || first == 0x7f);
    const bool high_control = n == 2 && first == 0xc2 && static_cast<unsigned char>(one[1]) < 0xa0;
    const bool direction = one >= "\u202a" && one <= "\u202e";
    const bool isolate = one >= "\u2066" && one <= "\u2069";
    if (n == 0 || control || high_control ||
        (n == 3 && (direction || isolate || one == "\u2028" || one == "\u2029")))
      for (const char c : one) escape(c);
    else
      out += one;
    s.remove_prefix(one.size());
  }
  return out;
}

}  // namespace partials
