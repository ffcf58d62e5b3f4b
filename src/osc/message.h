// SPDX-License-Identifier: MIT
// Open Sound Control 1.0 (opensoundcontrol.stanford.edu/spec-1_0): reading of packets, in 4-byte units,
// big-endian. Reading is bounded: it trusts no length, keeps no pointer beyond the packet, nests bundles
// kDeepest deep at most, and allocates nothing (a Message takes 40 kB of the caller's stack).
#pragma once
#include <cstdint>
#include <string_view>

#include "osc/time_tag.h"

namespace partials::osc {

inline constexpr size_t kMaxBytes = 65535;     // the largest datagram
inline constexpr size_t kMaxArguments = 1024;  // six skeletons of 38 joints with four numbers each
inline constexpr int kDeepest = 4;

struct Argument {
  // i f d h s S m b t T F I N c r as in the specification; array brackets are not arguments
  char type = 0;
  uint8_t midi[4] = {};   // of m: port, status, data1, data2
  double number = 0;      // of i f d h T F; 1 for I; of t seconds since 1900
  std::string_view text;  // of s S, without its zero; of b, its bytes
  bool is_number() const noexcept {
    return type && std::string_view("ifdhTFI").find(type) != std::string_view::npos;
  }
  bool is_text() const noexcept { return type == 's' || type == 'S'; }
};

struct Message {  // refers to the packet that it was read from
  std::string_view address;
  std::string_view types;  // type tags as in the packet, without the comma
  TimeTag time;            // of the bundle around it; "now" outside of bundles
  Argument arguments[kMaxArguments];
  size_t n = 0;  // number of arguments, at most kMaxArguments; the rest is ignored
};

// Reads one message; false if it is not one, or has an argument of unknown length. Does not set `time`.
bool read_message(std::string_view bytes, Message& message) noexcept;

// Calls each(const Message&) for every message of a packet, in order. Returns false if a part is damaged or
// not understood; the rest is still delivered, as far as the lengths in the packet are usable. An inner
// bundle whose time is "now" has the time of the bundle around it.
template <class Each>
bool read_packet(std::string_view bytes, Each&& each);

uint32_t big_endian(const char* at) noexcept;

namespace detail {

template <class Each>
bool read_part(std::string_view bytes, Message& m, TimeTag time, Each& each, int deep) {
  constexpr std::string_view kBundle("#bundle\0", 8);
  constexpr size_t kHead = 16;  // the name and the time tag
  if (bytes.substr(0, 8) != kBundle) {
    m.time = time;
    if (!read_message(bytes, m)) return false;
    each(static_cast<const Message&>(m));
    return true;
  }
  if (bytes.size() < kHead || deep >= kDeepest) return false;
  const TimeTag own{uint64_t{big_endian(bytes.data() + 8)} << 32 | big_endian(bytes.data() + 12)};
  if (!own.is_now()) time = own;
  bool whole = true;
  for (bytes.remove_prefix(kHead); !bytes.empty();) {
    if (bytes.size() < 4) return false;
    const size_t length = big_endian(bytes.data());
    if (length > bytes.size() - 4) return false;
    whole = read_part(bytes.substr(4, length), m, time, each, deep + 1) && whole;
    bytes.remove_prefix(4 + length);
  }
  return whole;
}

}  // namespace detail

template <class Each>
bool read_packet(std::string_view bytes, Each&& each) {
  Message m;
  return detail::read_part(bytes, m, {}, each, 0);
}

}  // namespace partials::osc
