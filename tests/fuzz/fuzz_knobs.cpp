// SPDX-License-Identifier: MIT
// Bytes of a serial line, in pieces: the first byte chooses the protocol and the pieces' size. Whatever
// arrives, names are short and values are finite, and pieces make no difference.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "box/knob_reader.h"

namespace {

using namespace partials::box;

std::string heard(KnobProtocol protocol, std::string_view bytes, size_t piece) {
  KnobReader reader(protocol);
  std::string all;
  for (size_t at = 0; at < bytes.size(); at += piece)
    reader.feed(
        bytes.substr(at, piece),
        [&](std::string_view name, double value) {
          if (name.empty() || name.size() > KnobReader::kLongestName || !std::isfinite(value))
            __builtin_trap();
          all += std::string(name) + "=" + std::to_string(value) + ";";
        },
        [&](std::string_view line) {
          if (line.size() > KnobReader::kLongestLine) __builtin_trap();
          all += "?";
        });
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto protocol = data[0] & 1 ? KnobProtocol::bytes : KnobProtocol::lines;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (heard(protocol, bytes, 1 + data[0] / 2) != heard(protocol, bytes, size)) __builtin_trap();
  return 0;
}
