// SPDX-License-Identifier: MIT
// Open Sound Control 1.0 (opensoundcontrol.stanford.edu/spec-1_0): reading and writing of packets, in
// 4-byte units, big-endian. Reading is bounded: it trusts no length, keeps no pointer beyond the packet,
// and nests bundles kDeepest deep at most. Time tags are read as "now".
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace partials::osc {

inline constexpr size_t kMaxArguments = 16, kMaxBytes = 65535;  // kMaxBytes: the largest datagram
inline constexpr int kDeepest = 4;

struct Argument {
  // i f d h s S m T F I as in the specification; others (b t c r N, brackets of arrays) are skipped
  char type = 0;
  double number = 0;      // of i f d h T F; 1 for I
  std::string_view text;  // of s S, without its zero
  uint8_t midi[4] = {};   // of m: port, status, data1, data2
  bool is_number() const { return type && std::string_view("ifdhTFI").find(type) != std::string_view::npos; }
  bool is_text() const { return type == 's' || type == 'S'; }
};

struct Message {  // refers to the packet that it was read from
  std::string_view address;
  Argument arguments[kMaxArguments];
  size_t n = 0;            // number of arguments, at most kMaxArguments
  size_t passed_over = 0;  // number of skipped arguments
};

// Reads one message; false if it is not one, or has an argument of unknown length.
bool read_message(std::string_view bytes, Message& message) noexcept;

// Calls back for every message of a packet, in order. Returns false if a part is damaged or not understood;
// the rest is still delivered, as far as the lengths in the packet are usable.
template <class Each>
bool read_packet(std::string_view bytes, Each&& each, int deep = 0);

// Writes a message.
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

uint32_t big_endian(const char* at) noexcept;

template <class Each>
bool read_packet(std::string_view bytes, Each&& each, int deep) {
  constexpr std::string_view kBundle("#bundle\0", 8);
  constexpr size_t kHead = 16;  // the name and the time tag
  if (bytes.substr(0, 8) != kBundle) {
    Message m;
    return read_message(bytes, m) && (each(m), true);
  }
  if (bytes.size() < kHead || deep >= kDeepest) return false;
  bool whole = true;
  for (bytes.remove_prefix(kHead); !bytes.empty();) {
    if (bytes.size() < 4) return false;
    const size_t length = big_endian(bytes.data());
    if (length > bytes.size() - 4) return false;
    whole = read_packet(bytes.substr(4, length), each, deep + 1) && whole;
    bytes.remove_prefix(4 + length);
  }
  return whole;
}

}  // namespace partials::osc
