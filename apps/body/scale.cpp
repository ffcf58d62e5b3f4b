// SPDX-License-Identifier: MIT
#include "body/scale.h"

#include <initializer_list>

namespace partials::body {
namespace {

constexpr uint16_t bits(std::initializer_list<int> semitones) {
  uint16_t all = 0;
  for (const int s : semitones) all = static_cast<uint16_t>(all | 1u << s);
  return all;
}

struct Named {
  const char* name;
  uint16_t steps;
};
constexpr Named kScales[] = {
    {"major", bits({0, 2, 4, 5, 7, 9, 11})},          {"minor", bits({0, 2, 3, 5, 7, 8, 10})},
    {"dorian", bits({0, 2, 3, 5, 7, 9, 10})},         {"phrygian", bits({0, 1, 3, 5, 7, 8, 10})},
    {"lydian", bits({0, 2, 4, 6, 7, 9, 11})},         {"mixolydian", bits({0, 2, 4, 5, 7, 9, 10})},
    {"harmonic-minor", bits({0, 2, 3, 5, 7, 8, 11})}, {"major-pentatonic", bits({0, 2, 4, 7, 9})},
    {"minor-pentatonic", bits({0, 3, 5, 7, 10})},     {"chromatic", 0xfff}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string scale_names() {
  std::string all;
  for (const Named& s : kScales) all += (all.empty() ? "" : ", ") + std::string(s.name);
  return all;
}

Result<Scale> scale_from(const std::string& text) {
  constexpr int kLetters[] = {9, 11, 0, 2, 4, 5, 7};  // A to G
  const char letter = text.empty() ? ' ' : lower(text[0]);
  size_t at = 1;
  if (letter >= 'a' && letter <= 'g') {
    Scale scale;
    scale.tonic = kLetters[letter - 'a'];
    const char sign = at < text.size() ? text[at] : ' ';
    if (sign == '#' || sign == 'b') {
      scale.tonic = (scale.tonic + (sign == '#' ? 1 : 11)) % 12;
      ++at;
    }
    std::string name;
    if (at < text.size() && (text[at] == '-' || text[at] == ' '))
      for (++at; at < text.size(); ++at) name += text[at] == ' ' ? '-' : lower(text[at]);
    for (const Named& s : kScales)
      if (name == s.name) {
        scale.steps = s.steps;
        return scale;
      }
  }
  return Error{"The scale '" + text + "' is not known; it takes a note and a name, such as D-dorian or " +
               "F#-major-pentatonic, where the names are " + scale_names() + "."};
}

}  // namespace partials::body
