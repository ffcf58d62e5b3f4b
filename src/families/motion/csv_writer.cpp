// SPDX-License-Identifier: MIT
#include "families/motion/csv_writer.h"

#include <cmath>

#include "base/plain_number.h"

namespace partials::motion {
namespace {

// In quotes where a reader would take part of it for something else; line ends become blanks.
std::string field_of(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r') c = ' ';
  if (text.find_first_of(",;\t\"#") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

void put(std::string& out, float value) {
  if (std::isfinite(value)) out += plain_exact(value);
}

}  // namespace

std::string csv_from_take(const Take& take) {
  std::string out = "time_s";
  for (const Channel& c : take.channels)
    out += "," + field_of(c.unit.empty() ? c.name : c.name + " [" + c.unit + "]");
  if (!take.labels.empty()) out += ",label";
  out += '\n';
  for (size_t n = 0; n < take.frames(); ++n) {
    out += plain_number(take.times_s[n], 6);
    for (size_t c = 0; c < take.channels.size(); ++c) {
      out += ',';
      put(out, take.frame(n)[c]);
    }
    if (!take.labels.empty()) out += "," + field_of(take.labels[n]);
    out += '\n';
  }
  return out;
}

}  // namespace partials::motion
