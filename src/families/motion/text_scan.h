// SPDX-License-Identifier: MIT
// Numbers and words of text files, with the line they stand on. A number has a decimal point whatever the
// locale, an optional sign and an optional exponent; "nan", "inf" and "1,5" are none.
#pragma once
#include <cmath>
#include <string_view>

#include "base/plain_number.h"

namespace partials::motion {

inline constexpr std::string_view kBlanks = " \t\r\n\v\f";

inline std::string_view trimmed(std::string_view text, std::string_view blanks = kBlanks) {
  const size_t from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

inline bool to_number(std::string_view word, double& value) {
  if (word.size() > 1 && word.front() == '+' && word[1] != '-') word.remove_prefix(1);
  return !word.empty() && read_plain_number(word, value) == word.size() && std::isfinite(value);
}

// Words between blanks, front to back.
class TextScan {
 public:
  explicit TextScan(std::string_view text) : rest_(text) {}

  // The next word; empty at the end of the text.
  std::string_view word() {
    skip(kBlanks);
    const std::string_view found = rest_.substr(0, rest_.find_first_of(kBlanks));
    rest_.remove_prefix(found.size());
    return found;
  }
  // What remains of this line, without blanks around it; the scan stands at the line's end then.
  std::string_view rest_of_line() {
    const std::string_view found = rest_.substr(0, rest_.find_first_of("\r\n"));
    rest_.remove_prefix(found.size());
    return trimmed(found);
  }
  // Whether a word follows on this line.
  bool more_on_line() {
    skip(" \t\v\f");
    return !rest_.empty() && rest_.front() != '\n' && rest_.front() != '\r';
  }
  // Whether a word follows at all.
  bool more() {
    skip(kBlanks);
    return !rest_.empty();
  }
  size_t line() const { return line_; }
  size_t bytes_left() const { return rest_.size(); }

 private:
  void skip(std::string_view blanks) {
    while (!rest_.empty() && blanks.find(rest_.front()) != std::string_view::npos) {
      // CR LF counts once, CR alone as a line end too
      if (rest_.front() == '\n' || (rest_.front() == '\r' && rest_.substr(0, 2) != "\r\n")) ++line_;
      rest_.remove_prefix(1);
    }
  }
  std::string_view rest_;
  size_t line_ = 1;
};

// Equal but for the case of ASCII letters.
inline bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

}  // namespace partials::motion
