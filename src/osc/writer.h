// SPDX-License-Identifier: MIT
// Packets of Open Sound Control, written. Encoder writes into memory of its owner and allocates nothing, for
// what is sent once a frame; Writer is one message that grows, for everything else.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "osc/time_tag.h"

namespace partials::osc {

// A message, or a bundle of messages. Types are said before the arguments:
//   Encoder e(memory); e.begin_bundle(); e.begin("/wek/outputs", ",ff"); e.add(1.f); e.add(2.f);
//   send(e.bytes());
// What does not fit makes bytes() empty.
class Encoder {
 public:
  explicit Encoder(std::span<char> memory) noexcept : memory_(memory) {}
  void begin_bundle(TimeTag time = {}) noexcept;
  void begin(std::string_view address, std::string_view types) noexcept;  // types with their comma
  void begin_floats(std::string_view address, size_t count) noexcept;     // types: count times f
  void add(float value) noexcept;
  void add(int32_t value) noexcept;
  void add(std::string_view text) noexcept;
  std::string_view bytes() noexcept;

 private:
  void put(char c) noexcept;
  void put_word(uint32_t word) noexcept;
  void put_text(std::string_view text) noexcept;
  void put_zeros() noexcept;  // at least one, to the next multiple of four
  void end_message() noexcept;

  std::span<char> memory_;
  size_t used_ = 0, length_at_ = 0;  // length_at_: where the length of the present message of a bundle stands
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
