// SPDX-License-Identifier: MIT
// The time of day as text, in the format of strftime.
#pragma once
#include <array>
#include <ctime>
#include <string>

namespace partials {

namespace detail {
inline std::string time_stamp(const char* format, std::tm* (*split)(const std::time_t*, std::tm*)) {
  std::array<char, 64> text{};
  const std::time_t now = std::time(nullptr);
  std::tm tm{};
  split(&now, &tm);
  return {text.data(), std::strftime(text.data(), text.size(), format, &tm)};
}
}  // namespace detail

inline std::string utc_stamp(const char* format) { return detail::time_stamp(format, gmtime_r); }
inline std::string local_stamp(const char* format) { return detail::time_stamp(format, localtime_r); }

}  // namespace partials
