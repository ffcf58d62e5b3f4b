// SPDX-License-Identifier: MIT
#include "osc/writer.h"

#include "base/bits.h"

namespace partials::osc {
namespace {

void put_text(std::string& out, std::string_view text) {
  out += text.substr(0, text.find('\0'));
  do out += '\0';
  while (out.size() % 4);
}
void put_word(std::string& out, uint32_t word) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(word >> shift);
}

}  // namespace

void Encoder::begin_bundle(TimeTag time) noexcept {
  bundle_ = true;
  put_text("#bundle");
  put_word(static_cast<uint32_t>(time.ntp >> 32));
  put_word(static_cast<uint32_t>(time.ntp));
}

void Encoder::begin(std::string_view address, std::string_view types) noexcept {
  end_message();
  if (bundle_) {
    length_at_ = used_;
    put_word(0);
  }
  put_text(address);
  put_text(types);
}

void Encoder::begin_floats(std::string_view address, size_t count) noexcept {
  begin(address, "");
  used_ -= full_ ? 0 : 4;  // the padding of the empty string
  put(',');
  for (size_t i = 0; i < count; ++i) put('f');
  put_zeros();
}

void Encoder::add(float value) noexcept { put_word(bits_as<uint32_t>(value)); }
void Encoder::add(int32_t value) noexcept { put_word(static_cast<uint32_t>(value)); }
void Encoder::add(std::string_view text) noexcept { put_text(text); }

std::string_view Encoder::bytes() noexcept {
  end_message();
  return full_ ? std::string_view() : std::string_view(memory_.data(), used_);
}

void Encoder::put(char c) noexcept {
  if (used_ < memory_.size())
    memory_[used_++] = c;
  else
    full_ = true;
}
void Encoder::put_word(uint32_t word) noexcept {
  for (int shift = 24; shift >= 0; shift -= 8) put(static_cast<char>(word >> shift));
}
void Encoder::put_text(std::string_view text) noexcept {
  for (const char c : text.substr(0, text.find('\0'))) put(c);
  put_zeros();
}
void Encoder::put_zeros() noexcept {
  do put('\0');
  while (used_ % 4 && !full_);
}

void Encoder::end_message() noexcept {
  if (!length_at_ || full_) return;
  const auto length = static_cast<uint32_t>(used_ - length_at_ - 4);
  for (size_t i = 0; i < 4; ++i) memory_[length_at_ + i] = static_cast<char>(length >> (24 - 8 * i));
  length_at_ = 0;
}

Writer::Writer(std::string_view address) { put_text(address_, address); }
Writer& Writer::add(int32_t value) {
  types_ += 'i';
  put_word(data_, static_cast<uint32_t>(value));
  return *this;
}
Writer& Writer::add(float value) {
  types_ += 'f';
  put_word(data_, bits_as<uint32_t>(value));
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
