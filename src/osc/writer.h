// SPDX-License-Identifier: MIT
// Writing of Open Sound Control packets. Encoder writes into a fixed buffer without allocation, for messages
// that are sent every frame; Writer is a growing message for everything else.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "osc/time_tag.h"

namespace partials::osc {

// Writes a message or a bundle of messages. Type tags are given before the arguments:
//   Encoder e(memory); e.begin_bundle(); e.begin("/wek/outputs", ",ff"); e.add(1.f); e.add(2.f);
//   send(e.bytes());
// bytes() is empty if the buffer is too small.
class Encoder {
 public:
  explicit Encoder(std::span<char> memory) noexcept : memory_(memory) {}
  void begin_bundle(TimeTag time = {}) noexcept;
  void begin(std::string_view address, std::string_view types) noexcept;  // types including the comma
  void begin_floats(std::string_view address, size_t count) noexcept;     // type tags: count times f
  void add(float value) noexcept;
  void add(int32_t value) noexcept;
  void add(std::string_view text) noexcept;
  std::string_view bytes() noexcept;

 private:
  void put(char c) noexcept;
  void put_word(uint32_t word) noexcept;
  void put_text(std::string_view text) noexcept;
  void put_zeros() noexcept;  // at least one, up to a multiple of four
  void end_message() noexcept;

  std::span<char> memory_;
  size_t used_ = 0, length_at_ = 0;  // length_at_: position of the current message's length in a bundle
  bool bundle_ = false, full_ = false;
};

class Writer {
 public:
  explicit Writer(std::string_view address);
  Writer& add(int32_t value);
  Writer& add(float value);
  Writer& add(std::string_view text);
  std::string_view bytes();

 private:
  std::string address_, types_ = ",", data_, all_;
};

}  // namespace partials::osc
