// SPDX-License-Identifier: MIT
#include "runs/tensorboard.h"

#include <bit>

#include "base/crc32.h"

namespace partials {
namespace {

// field << 3 | wire type
enum Key : char {
  kTime = 1 << 3 | 1,
  kStep = 2 << 3 | 0,
  kFileVersion = 3 << 3 | 2,
  kSummary = 5 << 3 | 2,
  kValue = 1 << 3 | 2,
  kTag = 1 << 3 | 2,
  kSimpleValue = 2 << 3 | 5,
};

std::string fixed(uint64_t x, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(x >> (8 * i) & 255);
  return out;
}

std::string varint(uint64_t x) {
  std::string out;
  for (; x >= 128; x >>= 7) out += static_cast<char>((x & 127) | 128);
  return out + static_cast<char>(x);
}

std::string field(Key key, const std::string& bytes) {
  return static_cast<char>(key) + varint(bytes.size()) + bytes;
}

uint32_t masked(std::string_view bytes) {
  const uint32_t c = crc32c(bytes);
  return (c >> 15 | c << 17) + 0xa282ead8u;
}

std::string record(const std::string& event) {
  const std::string length = fixed(event.size(), 8);
  return length + fixed(masked(length), 4) + event + fixed(masked(event), 4);
}

std::string time_of(double s) { return static_cast<char>(kTime) + fixed(std::bit_cast<uint64_t>(s), 8); }

}  // namespace

std::string tensorboard_events(double begun_s, const std::vector<EventScalars>& events) {
  std::string out = record(time_of(begun_s) + field(kFileVersion, "brain.Event:2"));
  for (const EventScalars& e : events) {
    std::string summary;
    for (const auto& [tag, value] : e.values)
      summary += field(kValue, field(kTag, tag) + static_cast<char>(kSimpleValue) +
                                   fixed(std::bit_cast<uint32_t>(static_cast<float>(value)), 4));
    out += record(time_of(e.time_s) + static_cast<char>(kStep) + varint(static_cast<uint64_t>(e.step)) +
                  field(kSummary, summary));
  }
  return out;
}

}  // namespace partials
