// SPDX-License-Identifier: MIT
// A number as people write it, for messages and tables: "0.5", "48000", "701.955"; six digits at most, with a
// decimal point in every locale.
#pragma once
#include <charconv>
#include <string>

namespace partials {

inline std::string plain_number(double value) {
  char text[32];
  const auto [end, failed] = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6);
  return failed == std::errc() ? std::string(text, end) : "?";
}

// With this many digits after the point: "4.0".
inline std::string plain_number(double value, int digits) {
  char text[352];
  const auto [end, failed] = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, digits);
  return failed == std::errc() ? std::string(text, end) : "?";
}

}  // namespace partials
