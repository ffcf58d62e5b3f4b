// SPDX-License-Identifier: MIT
// Decoding of datagrams, device reports and mapping commands. The first byte of the input selects the kind;
// each packet is preceded by its length in two bytes.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "families/motion/map_command.h"
#include "families/motion/receiver.h"

namespace {

using namespace partials;

void must(bool fine) {
  if (!fine) __builtin_trap();
}

void check(const motion::Body& body) {
  must(body.size() <= motion::Body::kMaxChannels);
  for (size_t i = 0; i < body.size(); ++i) {
    const auto& c = body[i];
    must(std::abs(c.value) <= static_cast<float>(motion::Body::kLargest) && c.score >= 0 && c.score <= 1);
    must(c.name[0] != 0 && body.find(c.name) == static_cast<int>(i));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  motion::InputSettings settings;
  if (size) settings.landmarks_in_m = data[0] & 1;
  const auto receiver = std::make_unique<motion::Receiver>(settings);
  double now_s = 1;
  for (size_t at = 1; at + 2 <= size; now_s += 0.4) {
    const size_t length = std::min<size_t>(static_cast<size_t>(data[at]) << 8 | data[at + 1], size - at - 2);
    const auto* bytes = data + at + 2;
    if (data[0] & 2)
      receiver->take_report({bytes, length}, now_s);
    else
      receiver->take({reinterpret_cast<const char*>(bytes), length}, now_s,
                     [](const osc::Message& m) { (void)motion::map_command(m); });
    at += 2 + length;
  }
  check(receiver->body());
  return 0;
}
