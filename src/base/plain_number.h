// SPDX-License-Identifier: MIT
// A number as people write it, for messages and tables: "0.5", "48000", "701.955"; six digits at most, with a
// decimal point in every locale. And numbers in files, written and read exactly.
#pragma once
#include <charconv>
#include <string>
#include <string_view>

#if defined(__cpp_lib_to_chars) && !defined(PARTIALS_BARE)
#define PARTIALS_HAS_CHARCONV 1
#else
#include "base/decimal.h"
#endif

namespace partials {

// As printf's %.*g.
inline std::string plain_general(double value, int digits) {
#ifdef PARTIALS_HAS_CHARCONV
  char text[64];
  const auto [end, failed] =
      std::to_chars(text, text + sizeof text, value, std::chars_format::general, digits);
  return failed == std::errc() ? std::string(text, end) : "?";
#else
  return decimal::general(value, digits);
#endif
}

inline std::string plain_number(double value) { return plain_general(value, 6); }

// With this many digits after the point: "4.0".
inline std::string plain_number(double value, int digits) {
#ifdef PARTIALS_HAS_CHARCONV
  char text[352];
  const auto [end, failed] = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, digits);
  return failed == std::errc() ? std::string(text, end) : "?";
#else
  return decimal::fixed(value, digits);
#endif
}

// The shortest text that reads back as the same float: "0.1".
inline std::string plain_exact(float value) {
#ifdef PARTIALS_HAS_CHARCONV
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
#else
  return decimal::shortest(value);
#endif
}

// Reads a number at the start of the text; returns how many bytes it took. 0: there is none, or it is out of
// range.
template <class T>
size_t read_plain_number(std::string_view text, T& value) {
#ifdef PARTIALS_HAS_CHARCONV
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() ? static_cast<size_t>(end - text.data()) : 0;
#else
  return decimal::read(text, value);
#endif
}

}  // namespace partials
