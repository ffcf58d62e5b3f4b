// SPDX-License-Identifier: MIT
// Reading of recordings. Every record that is read as intact is written again as the same bytes.
#include <cstddef>
#include <cstdint>
#include <string>

#include "families/motion/packet_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace partials::motion;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto file = PacketFile::open(bytes, "fuzz");
  if (!file) return 0;
  size_t at = kPacketFileHead;
  std::string again;
  for (Packet p; file.value().next(p); at += again.size()) {
    write_packet(again, p);
    if (bytes.substr(at, again.size()) != again) __builtin_trap();
  }
  if ((at == size) == file.value().damage().has_value()) __builtin_trap();
  return 0;
}
