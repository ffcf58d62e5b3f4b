// SPDX-License-Identifier: MIT
// One sentence about a line of a text file: file, line, field, value, what was expected and the remedy.
#pragma once
#include <string>
#include <string_view>

#include "base/printable.h"
#include "base/result.h"

namespace partials::motion {

struct FilePlace {
  std::string file;
  size_t line = 0;  // from 1; 0: the file as a whole
};

inline std::string text_of(const FilePlace& place) {
  return printable(place.file) + (place.line ? ", line " + std::to_string(place.line) : "");
}

// A value in quotes, cut to a length that a person reads.
inline std::string quoted(std::string_view value) {
  constexpr size_t kShown = 40;
  return "'" + printable(value.substr(0, kShown)) + (value.size() > kShown ? "...'" : "'");
}

inline Error file_error(const FilePlace& place, const std::string& field, std::string_view value,
                        const std::string& expected,
                        const std::string& remedy = "correct that line or export the file again") {
  return Error{text_of(place) + ": " + field + " is " + (value.empty() ? "missing" : quoted(value)) +
                   ", expected " + expected + "; " + remedy + ".",
               ErrorCode::damaged};
}

inline Error too_large(const std::string& file, const std::string& what, size_t value, size_t limit,
                       const std::string& remedy) {
  return Error{printable(file) + ": the file has " + std::to_string(value) + " " + what + ", at most " +
                   std::to_string(limit) + " are read; " + remedy + ".",
               ErrorCode::unsupported};
}

}  // namespace partials::motion
