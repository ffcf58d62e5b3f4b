// SPDX-License-Identifier: MIT
#include "library/words.h"

#include <algorithm>

namespace partials {
namespace {

// U+00C0 to U+017F, Latin letters with diacritics; '.' means unchanged, and letters that become two are in
// pair_for.
constexpr char kBase[] =
    "aaaaaa.ceeeeiiii"
    "dnooooo.ouuuuy.."
    "aaaaaa.ceeeeiiii"
    "dnooooo.ouuuuy.y"
    "aaaaaaccccccccdd"
    "ddeeeeeeeeeegggg"
    "gggghhhhiiiiiiii"
    "ii..jjkkklllllll"
    "lllnnnnnnnnnoooo"
    "oo..rrrrrrssssss"
    "ssttttttuuuuuuuu"
    "uuuuwwyyyzzzzzzs";
static_assert(sizeof kBase == 0x180 - 0xC0 + 1);

const char* pair_for(unsigned code) {
  switch (code) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xDF:
      return "ss";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    default:
      return nullptr;
  }
}

// Whole words to look for, and the tag for each. A longer name precedes a shorter one that it contains.
constexpr std::pair<const char*, const char*> kInstruments[] = {{"violin", "violin"},
                                                                {"fiddle", "violin"},
                                                                {"viola", "viola"},
                                                                {"violoncello", "cello"},
                                                                {"cello", "cello"},
                                                                {"double bass", "double bass"},
                                                                {"contrabass", "double bass"},
                                                                {"flute", "flute"},
                                                                {"piccolo", "flute"},
                                                                {"recorder", "recorder"},
                                                                {"oboe", "oboe"},
                                                                {"clarinet", "clarinet"},
                                                                {"bassoon", "bassoon"},
                                                                {"saxophone", "saxophone"},
                                                                {"sax", "saxophone"},
                                                                {"trumpet", "trumpet"},
                                                                {"cornet", "trumpet"},
                                                                {"trombone", "trombone"},
                                                                {"horn", "horn"},
                                                                {"tuba", "tuba"},
                                                                {"voice", "voice"},
                                                                {"choir", "voice"},
                                                                {"vowel", "voice"},
                                                                {"singer", "voice"},
                                                                {"singing", "voice"},
                                                                {"soprano", "voice"},
                                                                {"guitar", "guitar"},
                                                                {"bass", "bass"},
                                                                {"piano", "piano"},
                                                                {"organ", "organ"},
                                                                {"harp", "harp"},
                                                                {"whistle", "whistle"},
                                                                {"erhu", "erhu"},
                                                                {"duduk", "duduk"},
                                                                {"shakuhachi", "shakuhachi"},
                                                                {"theremin", "theremin"},
                                                                {"synthesizer", "synthesizer"},
                                                                {"synth", "synthesizer"}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80); }

bool has_word(const std::string& text, const std::string& word) {
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) &&
        (end == text.size() || !is_letter(text[end]) ||
         (text[end] == 's' && (end + 1 == text.size() || !is_letter(text[end + 1])))))
      return true;
  }
  return false;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    const unsigned code =
        c >= 0xC3 && c <= 0xC5 && (next & 0xC0) == 0x80 ? (c & 0x1Fu) << 6 | (next & 0x3Fu) : 0;
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 'a' - 'A');
    } else if (const char* pair = pair_for(code)) {
      out += pair;
      ++i;
    } else if (code && kBase[code - 0xC0] != '.') {
      out += kBase[code - 0xC0];
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out(1);
  for (char c : text)
    if (c == ' ' || c == '\t' || c == ',' || c == '\n')
      out.emplace_back();
    else
      out.back() += c;
  out.erase(std::remove(out.begin(), out.end(), ""), out.end());
  return out;
}

std::vector<std::string> instruments_in(std::string_view text) {
  const std::string plain = folded(text);
  std::vector<std::string> out;
  for (const auto& [word, tag] : kInstruments)
    if (has_word(plain, word) && std::find(out.begin(), out.end(), tag) == out.end()) out.push_back(tag);
  if (std::find(out.begin(), out.end(), "double bass") != out.end())
    out.erase(std::remove(out.begin(), out.end(), "bass"), out.end());
  return out;
}

}  // namespace partials
