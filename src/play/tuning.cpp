// SPDX-License-Identifier: MIT
#include "play/tuning.h"

#include <cmath>
#include <cstdlib>

#include "base/plain_number.h"
#include "base/text_lines.h"
#include "base/units.h"

namespace partials {
namespace {

constexpr size_t kMaxBytes = 1 << 20;
constexpr int kMaxDegrees = 4096;

// Lines that are not comments ('!' first), without their line ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  auto lines = text_lines(text);
  std::erase_if(lines, [](std::string_view line) { return !line.empty() && line.front() == '!'; });
  return lines;
}

std::string_view first_word(std::string_view line) {
  const size_t from = line.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  line.remove_prefix(from);
  return line.substr(0, line.find_first_of(" \t"));
}

bool number(std::string_view word, double& value) {
  if (!word.empty() && word.front() == '+') word.remove_prefix(1);
  return !word.empty() && read_plain_number(word, value) == word.size() && std::isfinite(value);
}

bool whole(std::string_view word, int low, int high, int& value) {
  double x = 0;
  if (!number(word, x) || x != std::floor(x) || x < low || x > high) return false;
  value = static_cast<int>(x);
  return true;
}

constexpr std::string_view kBlank = " \t";

std::string_view trimmed(std::string_view text) {
  const size_t from = text.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

// Removes the characters of a number from the front, then blanks.
std::string_view take_number(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find_first_not_of("+-.0123456789"));
  line.remove_prefix(word.size());
  return word;
}
void take_blanks(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlank), line.size()));
}

// Whether the text after a pitch is a remark, not part of a number: "5 / 4", "5 4", "2 ^ 1", "100 cents"
// without a point are not 5, 5, 2 and 100.
bool is_remark(std::string_view rest, bool bare_integer) {
  if (rest.empty()) return true;
  if (kBlank.find(rest.front()) == std::string_view::npos) return false;
  rest = trimmed(rest);
  if (rest.empty()) return true;
  if (std::string_view("/\\^*:.,;").find(rest.front()) != std::string_view::npos) return false;
  const std::string_view word = first_word(rest);
  double ignored = 0;
  return !bare_integer || !(number(word, ignored) || word.substr(0, 4) == "cent" || word == "c" ||
                            word == "ct" || word == "\u00a2");
}

// "701.955" cents, "3/2", "3 / 2" or "2" a ratio; a remark may follow after a blank.
bool pitch(std::string_view line, double& cents) {
  line = trimmed(line);
  const std::string_view first = take_number(line);
  if (first.find('.') != std::string_view::npos)
    return number(first, cents) && std::fabs(cents) < 120000 && is_remark(line, false);
  double over = 0, under = 1;
  if (!number(first, over)) return false;
  std::string_view rest = line;
  take_blanks(rest);
  const bool ratio = !rest.empty() && rest.front() == '/';
  if (ratio) {
    rest.remove_prefix(1);
    take_blanks(rest);
    const std::string_view second = take_number(rest);
    if (second.find('.') != std::string_view::npos || !number(second, under)) return false;
    line = rest;
  }
  if (over <= 0 || under <= 0 || !is_remark(line, !ratio)) return false;
  cents = cents_from_ratio(over / under);
  return std::fabs(cents) < 120000;
}

Error wrong(const std::string& name, const std::string& what, std::string_view found,
            const std::string& expected) {
  return Error{name + ": " + what + " is '" + std::string(found.substr(0, 40)) + "', expected " + expected +
               "; correct that line or export the file again."};
}

}  // namespace

Result<Scale> scale_from_text(std::string_view text, const std::string& name) {
  if (text.size() > kMaxBytes)
    return Error{name + ": the file has " + std::to_string(text.size()) +
                 " bytes, a Scala scale has at most 1 MB; choose a .scl file."};
  const std::string plain = utf8_text(text);
  const auto lines = lines_of(plain);
  if (lines.size() < 2)
    return Error{name +
                 ": the file ends before the number of notes; a Scala scale has a description, a count and "
                 "that many pitches."};
  Scale s;
  s.description = std::string(lines[0].substr(0, 200));
  int count = 0;
  if (!whole(first_word(lines[1]), 0, kMaxDegrees, count))
    return wrong(name, "the number of notes", first_word(lines[1]), "a whole number from 0 to 4096");
  for (size_t i = 2; i < lines.size() && s.cents.size() < static_cast<size_t>(count); ++i) {
    if (trimmed(lines[i]).empty()) continue;
    double cents = 0;
    const std::string what = "pitch " + std::to_string(s.cents.size() + 1);
    if (!pitch(lines[i], cents))
      return wrong(name, what, trimmed(lines[i]), "cents with a point ('701.955') or a ratio ('3/2')");
    s.cents.push_back(cents);
  }
  if (s.cents.size() < static_cast<size_t>(count))
    return Error{name + ": " + std::to_string(count) + " pitches are announced, but the file has " +
                 std::to_string(s.cents.size()) + "; it is cut off."};
  if (!s.cents.empty() && s.cents.back() <= 0)
    return wrong(name, "the period (the last pitch)", plain_number(s.cents.back()),
                 "a pitch above the first note");
  return s;
}

Result<KeyboardMap> keyboard_from_text(std::string_view text, const std::string& name) {
  if (text.size() > kMaxBytes)
    return Error{name + ": the file has " + std::to_string(text.size()) +
                 " bytes, a keyboard mapping has at most 1 MB; choose a .kbm file."};
  const std::string plain = utf8_text(text);
  const auto lines = lines_of(plain);
  if (lines.size() < 7)
    return Error{name + ": the file has " + std::to_string(lines.size()) +
                 " of the seven values that a keyboard mapping begins with; it is cut off."};
  KeyboardMap m;
  int size = 0;
  const struct {
    const char* what;
    int low, high;
    int* value;
  } heads[] = {{"the size of the map", 0, 128, &size},
               {"the first key", 0, 127, &m.first_key},
               {"the last key", 0, 127, &m.last_key},
               {"the middle key", 0, 127, &m.middle_key},
               {"the reference key", 0, 127, &m.reference_key}};
  for (size_t i = 0; i < 5; ++i)
    if (!whole(first_word(lines[i]), heads[i].low, heads[i].high, *heads[i].value))
      return wrong(
          name, heads[i].what, first_word(lines[i]),
          "a whole number from " + std::to_string(heads[i].low) + " to " + std::to_string(heads[i].high));
  if (!number(first_word(lines[5]), m.reference_hz) || m.reference_hz < 1 || m.reference_hz > 20000)
    return wrong(name, "the reference frequency", first_word(lines[5]), "1 to 20000 Hz");
  if (!whole(first_word(lines[6]), 0, kMaxDegrees, m.period_degree))
    return wrong(name, "the degree of the period", first_word(lines[6]), "a whole number from 0 to 4096");
  for (size_t i = 0; i < static_cast<size_t>(size); ++i) {
    // missing lines are unused keys
    const std::string_view word = 7 + i < lines.size() ? first_word(lines[7 + i]) : "x";
    int degree = -1;
    if (word != "x" && word != "X" && !whole(word, 0, kMaxDegrees, degree))
      return wrong(name, "key " + std::to_string(i) + " of the map", word, "a degree or 'x'");
    m.degrees.push_back(degree);
  }
  return m;
}

Result<KeyPitches> tuning_of(const Scale& scale, const KeyboardMap& map) {
  const int degrees = static_cast<int>(scale.cents.size());
  const auto floor_div = [](int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); };
  const auto degree_cents = [&](int degree) {
    if (degrees == 0) return 0.0;  // every key plays 1/1
    const int period = floor_div(degree, degrees), within = degree - period * degrees;
    return period * scale.cents.back() + (within ? scale.cents[static_cast<size_t>(within - 1)] : 0.0);
  };
  const int size = map.degrees.empty() ? 1 : static_cast<int>(map.degrees.size());
  const double repeat =
      map.degrees.empty() ? 0 : degree_cents(map.period_degree ? map.period_degree : degrees);
  bool used[128] = {};
  double cents[128] = {};  // above the middle key's degree 0
  for (int key = 0; key < 128; ++key) {
    const int away = key - map.middle_key;
    if (map.degrees.empty()) {
      cents[key] = degree_cents(away);
      used[key] = true;
      continue;
    }
    const int turn = floor_div(away, size), degree = map.degrees[static_cast<size_t>(away - turn * size)];
    used[key] = degree >= 0 && key >= map.first_key && key <= map.last_key;
    if (degree >= 0) cents[key] = turn * repeat + degree_cents(degree);
  }
  if (!used[map.reference_key])
    return Error{"The keyboard mapping's reference key " + std::to_string(map.reference_key) +
                 " is not mapped; choose a key that has a degree."};
  const double reference = midi_from_hz(map.reference_hz);
  KeyPitches p;
  for (int key = 0; key < 128; ++key) {
    int from = key;
    while (from > 0 && !used[from]) --from;
    if (!used[from]) from = map.reference_key;
    const double midi = reference + (cents[from] - cents[map.reference_key]) / 100;
    p[static_cast<size_t>(key)] = static_cast<float>(midi < -12 ? -12 : midi > 144 ? 144 : midi);
  }
  return p;
}

}  // namespace partials
