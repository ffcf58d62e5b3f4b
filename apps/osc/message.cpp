// SPDX-License-Identifier: MIT
#include "osc/message.h"

#include <bit>
#include <cstring>

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

bool take_argument(char type, std::string_view& bytes, Argument& a) noexcept {
  a = {};
  a.type = type;
  uint32_t high = 0, low = 0;
  switch (type) {
    case 'T':
    case 'I':
      a.number = 1;
      return true;
    case 'F':
    case 'N':
    case '[':
    case ']':
      return true;
    case 's':
    case 'S':
      return take_text(bytes, a.text);
    case 'i':
      if (!take_word(bytes, low)) return false;
      a.number = static_cast<int32_t>(low);
      return true;
    case 'f':
      if (!take_word(bytes, low)) return false;
      a.number = static_cast<double>(std::bit_cast<float>(low));
      return true;
    case 'm':
      if (!take_word(bytes, low)) return false;
      for (int i = 0; i < 4; ++i) a.midi[i] = static_cast<uint8_t>(low >> (24 - 8 * i));
      return true;
    case 'c':
    case 'r':
      return take_word(bytes, low);
    case 't':
      return take_word(bytes, high) && take_word(bytes, low);
    case 'b': {
      if (!take_word(bytes, low)) return false;
      const uint64_t padded = (uint64_t{low} + 3) & ~uint64_t{3};
      if (padded > bytes.size()) return false;
      bytes.remove_prefix(padded);
      return true;
    }
    case 'd':
    case 'h': {
      if (!take_word(bytes, high) || !take_word(bytes, low)) return false;
      const uint64_t word = static_cast<uint64_t>(high) << 32 | low;
      a.number = type == 'd' ? std::bit_cast<double>(word) : static_cast<double>(static_cast<int64_t>(word));
      return true;
    }
    default:
      return false;  // an argument of unknown length cannot be skipped
  }
}

// Argument types that our messages use.
bool is_value(char type) noexcept {
  return std::string_view("ifdhsSmTFI").find(type) != std::string_view::npos;
}

void put_text(std::string& out, std::string_view text) {
  out += text.substr(0, text.find('\0'));
  do out += '\0';
  while (out.size() % 4);
}
void put_word(std::string& out, uint32_t word) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(word >> shift);
}

}  // namespace

uint32_t big_endian(const char* at) noexcept {
  uint32_t word = 0;
  for (int i = 0; i < 4; ++i) word = word << 8 | static_cast<unsigned char>(at[i]);
  return word;
}

bool read_message(std::string_view bytes, Message& m) noexcept {
  m.n = m.passed_over = 0;
  std::string_view types;
  if (bytes.size() % 4 || bytes.size() > kMaxBytes || bytes.empty() || bytes.front() != '/' ||
      !take_text(bytes, m.address))
    return false;
  if (bytes.empty()) return true;  // old senders omit the type tags if there are no arguments
  if (bytes.front() != ',' || !take_text(bytes, types)) return false;
  types.remove_prefix(1);
  for (const char type : types.substr(0, kMaxArguments)) {
    Argument& a = m.arguments[m.n];
    if (!take_argument(type, bytes, a)) return false;
    is_value(type) ? ++m.n : ++m.passed_over;
  }
  return true;
}

Writer::Writer(std::string_view address) { put_text(address_, address); }
Writer& Writer::add(int32_t value) {
  types_ += 'i';
  put_word(data_, static_cast<uint32_t>(value));
  return *this;
}
Writer& Writer::add(float value) {
  types_ += 'f';
  put_word(data_, std::bit_cast<uint32_t>(value));
  return *this;
}
Writer& Writer::add(std::string_view text) {
  types_ += 's';
  put_text(data_, text);
  return *this;
}

std::string_view Writer::bytes() {
  all_ = address_;
  put_text(all_, types_);
  return all_ += data_;
}

}  // namespace partials::osc
