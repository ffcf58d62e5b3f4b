// SPDX-License-Identifier: MIT
// Writes a recording (families/motion/packet_file.h). Each packet is written with one system call as it
// arrives, so a killed process loses none. An existing file is never overwritten. [one thread]
#pragma once
#include <cstdint>
#include <string>

#include "families/motion/packet_file.h"

namespace partials::body {

class PacketWriter {
 public:
  PacketWriter() = default;
  ~PacketWriter();
  PacketWriter(const PacketWriter&) = delete;
  PacketWriter& operator=(const PacketWriter&) = delete;

  Result<void> create(const std::string& path, double begin_unix_s, int port);
  // On failure (a full disk) the file is truncated to its complete packets.
  Result<void> write(const motion::Packet& packet);
  Result<void> finish();  // flushes to the disk and closes
  int64_t bytes() const noexcept { return bytes_; }

 private:
  Result<void> append(std::string_view bytes);

  std::string path_, record_;
  int file_ = -1;
  int64_t bytes_ = 0;
};

}  // namespace partials::body
