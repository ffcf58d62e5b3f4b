// SPDX-License-Identifier: MIT
// A recording being written (families/motion/packet_file.h): each packet is handed to the system in one piece
// as it comes, so a process that is killed has lost none. An old file is never overwritten. [one thread]
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
  // Where it fails (a full disk), the file is cut back to its whole packets.
  Result<void> write(const motion::Packet& packet);
  Result<void> finish();  // on the disk, and closed
  int64_t bytes() const noexcept { return bytes_; }

 private:
  Result<void> append(std::string_view bytes);

  std::string path_, record_;
  int file_ = -1;
  int64_t bytes_ = 0;
};

}  // namespace partials::body
