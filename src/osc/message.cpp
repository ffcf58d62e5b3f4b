// SPDX-License-Identifier: MIT
#include "osc/message.h"

#include "base/bits.h"

namespace partials::osc {
namespace {

// Takes a string with its zero padding off the front; false if it is not terminated.
bool take_text(std::string_view& bytes, std::string_view& text) noexcept {
  const size_t end = bytes.find('\0');
  if (end == std::string_view::npos) return false;
  const size_t padded = (end + 4) & ~size_t{3};
  if (padded > bytes.size()) return false;
  text = bytes.substr(0, end);
  bytes.remove_prefix(padded);
  return true;
}

bool take_word(std::string_view& bytes, uint32_t& word) noexcept {
  if (bytes.size() < 4) return false;
  word = big_endian(bytes.data());
  bytes.remove_prefix(4);
  return true;
}

bool take_double_word(std::string_view& bytes, uint64_t& word) noexcept {
  uint32_t high = 0, low = 0;
  if (!take_word(bytes, high) || !take_word(bytes, low)) return false;
  word = uint64_t{high} << 32 | low;
  return true;
}

bool take_blob(std::string_view& bytes, std::string_view& blob) noexcept {
  uint32_t size = 0;
  if (!take_word(bytes, size)) return false;
  const uint64_t padded = (uint64_t{size} + 3) & ~uint64_t{3};
  if (padded > bytes.size()) return false;
  blob = bytes.substr(0, size);
  bytes.remove_prefix(padded);
  return true;
}

bool take_argument(char type, std::string_view& bytes, Argument& a) noexcept {
  a = {};
  a.type = type;
  uint32_t word = 0;
  uint64_t words = 0;
  switch (type) {
    case 'T':
    case 'I':
      a.number = 1;
      return true;
    case 'F':
    case 'N':
      return true;
    case 's':
    case 'S':
      return take_text(bytes, a.text);
    case 'b':
      return take_blob(bytes, a.text);
    case 'i':
      if (!take_word(bytes, word)) return false;
      a.number = static_cast<int32_t>(word);
      return true;
    case 'f':
      if (!take_word(bytes, word)) return false;
      a.number = static_cast<double>(bits_as<float>(word));
      return true;
    case 'm':
      if (!take_word(bytes, word)) return false;
      for (int i = 0; i < 4; ++i) a.midi[i] = static_cast<uint8_t>(word >> (24 - 8 * i));
      return true;
    case 'c':
    case 'r':
      return take_word(bytes, word);
    case 't':
      if (!take_double_word(bytes, words)) return false;
      a.number = TimeTag{words}.seconds();
      return true;
    case 'd':
      if (!take_double_word(bytes, words)) return false;
      a.number = bits_as<double>(words);
      return true;
    case 'h':
      if (!take_double_word(bytes, words)) return false;
      a.number = static_cast<double>(static_cast<int64_t>(words));
      return true;
    default:
      return false;  // an argument of unknown length cannot be skipped
  }
}

}  // namespace

uint32_t big_endian(const char* at) noexcept {
  uint32_t word = 0;
  for (int i = 0; i < 4; ++i) word = word << 8 | static_cast<unsigned char>(at[i]);
  return word;
}

bool read_message(std::string_view bytes, Message& m) noexcept {
  m.n = 0;
  m.types = {};
  if (bytes.size() % 4 || bytes.size() > kMaxBytes || bytes.empty() || bytes.front() != '/' ||
      !take_text(bytes, m.address))
    return false;
  if (bytes.empty()) return true;  // old senders omit the type tags if there are no arguments
  if (bytes.front() != ',' || !take_text(bytes, m.types)) return false;
  m.types.remove_prefix(1);
  for (const char type : m.types) {
    if (type == '[' || type == ']') continue;
    if (m.n == kMaxArguments) break;
    if (!take_argument(type, bytes, m.arguments[m.n])) return false;
    ++m.n;
  }
  return true;
}

}  // namespace partials::osc
