// SPDX-License-Identifier: MIT
#include "box/knob_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/plain_number.h"

namespace partials::box {
namespace {

constexpr std::string_view kBetween = " \t=:";

bool printable(char c) { return c > ' ' && c < 127; }

}  // namespace

void KnobReader::feed(std::string_view bytes, const Turn& turn, const Malformed& malformed) {
  for (const char c : bytes)
    protocol_ == KnobProtocol::lines ? feed_line(c, turn, malformed)
                                     : feed_byte(static_cast<uint8_t>(c), turn, malformed);
}

void KnobReader::feed_line(char c, const Turn& turn, const Malformed& malformed) {
  if (c == '\n' || c == '\r') return end_line(turn, malformed);
  if (n_ == line_.size())
    too_long_ = true;
  else
    line_[n_++] = c;
}

void KnobReader::end_line(const Turn& turn, const Malformed& malformed) {
  std::string_view line(line_.data(), n_);
  const bool too_long = std::exchange(too_long_, false);
  n_ = 0;
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
  if (line.empty()) return;  // also between \r and \n
  const std::string_view name = line.substr(0, line.find_first_of(kBetween));
  std::string_view rest = line.substr(name.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(kBetween), rest.size()));
  if (rest.starts_with('+')) rest.remove_prefix(1);
  double value = 0;
  const bool whole = !too_long && !name.empty() && name.size() <= kLongestName &&
                     std::all_of(name.begin(), name.end(), printable) && !rest.empty() &&
                     read_plain_number(rest, value) == rest.size() && std::isfinite(value);
  whole ? turn(name, value) : malformed(line);
}

// The bytes of a message so far are in line_.
void KnobReader::feed_byte(uint8_t b, const Turn& turn, const Malformed& malformed) {
  const bool begins = b >= 128;
  if (begins != (n_ == 0)) malformed({line_.data(), n_});
  if (begins) n_ = 0;
  if (!begins && n_ == 0) return;
  line_[n_++] = static_cast<char>(b);
  if (n_ < 3) return;
  char name[4];
  const int number = static_cast<uint8_t>(line_[0]) - 128;
  const char* const end = std::to_chars(name, name + sizeof name, number).ptr;
  n_ = 0;
  turn({name, static_cast<size_t>(end - name)}, line_[1] * 128 + line_[2]);
}

}  // namespace partials::box
