// SPDX-License-Identifier: MIT
#include "body/packet_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "system/file.h"

namespace partials::body {

PacketWriter::~PacketWriter() {
  if (file_ >= 0) close(file_);
}

Result<void> PacketWriter::create(const std::string& path, double begin_unix_s, int port) {
  path_ = path;
  file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
  if (file_ < 0 && errno == EEXIST)
    return Error{"'" + path + "' exists, and a recording is never overwritten; choose another name."};
  if (file_ < 0)
    return Error{"'" + path + "' cannot be written: " + std::strerror(errno) +
                     "; check the folder and its permissions.",
                 code_of_errno(errno)};
  return append(motion::packet_file_head(begin_unix_s, static_cast<uint16_t>(port)));
}

Result<void> PacketWriter::append(std::string_view bytes) {
  const ssize_t written = ::write(file_, bytes.data(), bytes.size());
  if (written == static_cast<ssize_t>(bytes.size())) {
    bytes_ += written;
    return {};
  }
  const std::string why = written < 0 ? std::strerror(errno) : "the disk is full";
  (void)!ftruncate(file_, bytes_);
  return Error{"'" + path_ + "' cannot be written further: " + why +
                   "; free some space. The packets before are in it.",
               ErrorCode::unreadable};
}

Result<void> PacketWriter::write(const motion::Packet& packet) {
  motion::write_packet(record_, packet);
  return append(record_);
}

Result<void> PacketWriter::finish() {
  const bool fine = fsync(file_) == 0 && close(file_) == 0;
  file_ = -1;
  if (fine) return {};
  return Error{"'" + path_ + "' cannot be flushed to the disk: " + std::strerror(errno) + "; check the disk.",
               ErrorCode::unreadable};
}

}  // namespace partials::body
