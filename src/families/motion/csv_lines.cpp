// SPDX-License-Identifier: MIT
#include "families/motion/csv_lines.h"

#include "base/text_lines.h"
#include "families/motion/file_error.h"
#include "families/motion/text_scan.h"

namespace partials::motion {
namespace {

bool passed_over(std::string_view line) {
  line = trimmed(line);
  return line.empty() || line.front() == '#';
}

// A tab where the line has one outside quotation marks, or a semicolon, or else a comma.
char separator_of(std::string_view line) {
  bool quoted = false, tab = false, semicolon = false;
  for (const char c : line) {
    quoted = quoted != (c == '"');
    tab |= !quoted && c == '\t';
    semicolon |= !quoted && c == ';';
  }
  return tab ? '\t' : semicolon ? ';' : ',';
}

}  // namespace

CsvLines::CsvLines(std::string_view text, std::string name)
    : lines_(text_lines(text)), name_(std::move(name)) {
  for (const std::string_view line : lines_) {
    if (passed_over(line)) continue;
    separator_ = separator_of(line);
    break;
  }
}

Result<std::vector<std::string>> CsvLines::next() {
  while (line_ < lines_.size() && passed_over(lines_[line_])) ++line_;
  if (line_ >= lines_.size()) return std::vector<std::string>{};
  return fields_of(lines_[line_++]);
}

Result<std::vector<std::string>> CsvLines::fields_of(std::string_view line) const {
  std::vector<std::string> fields;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" "), line.size()));
    std::string field;
    if (!line.empty() && line.front() == '"') {
      size_t i = 1;
      for (; i < line.size(); ++i) {
        if (line[i] == '"' && line.substr(i + 1, 1) != "\"") break;
        if (line[i] == '"') ++i;
        field += line[i];
      }
      if (i >= line.size())
        return file_error({name_, line_}, "a quoted field", line, "a second quotation mark on the same line");
      line.remove_prefix(i + 1);
    }
    const size_t end = line.find(separator_);
    field += trimmed(line.substr(0, end));
    fields.push_back(std::move(field));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

}  // namespace partials::motion
