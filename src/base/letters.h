// SPDX-License-Identifier: MIT
// Upper and lower case of ASCII letters, independent of the locale: <cctype> follows the locale that a host
// has set, in which "AIFF" need not become "aiff" (Turkish has a dotless i). Other bytes, including those of
// UTF-8, are left unchanged.
#pragma once
#include <string>
#include <string_view>

namespace partials {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

inline std::string lower(std::string_view text) {
  std::string s(text);
  for (char& c : s) c = lower(c);
  return s;
}

// "harp" -> "Harp", for the start of a sentence.
inline std::string capitalised(std::string_view text) {
  std::string s(text);
  if (!s.empty()) s[0] = upper(s[0]);
  return s;
}

}  // namespace partials
