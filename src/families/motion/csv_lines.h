// SPDX-License-Identifier: MIT
// Lines of a CSV file as fields (RFC 4180, where a quoted field ends on its line): separated by commas,
// semicolons or tabs, whichever the header has. Empty lines and lines that begin with '#' are passed over.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace partials::motion {

class CsvLines {
 public:
  // name: the file's, for messages. The text must outlive this.
  CsvLines(std::string_view text, std::string name);

  // The fields of the next line, trimmed and without quotes; none at the end of the text.
  Result<std::vector<std::string>> next();
  size_t line() const { return line_; }  // of the fields that next() gave, from 1
  char separator() const { return separator_; }

 private:
  Result<std::vector<std::string>> fields_of(std::string_view line) const;

  std::vector<std::string_view> lines_;
  std::string name_;
  size_t line_ = 0;
  char separator_ = ',';
};

}  // namespace partials::motion
