// SPDX-License-Identifier: MIT
// A recording of packets with their arrival times (docs/body.md has the layout). Complete records with
// checksums are appended only, so an interrupted recording is readable up to its last complete record.
// Integers are little-endian.
//   header, 32 bytes: "PARTBODY", u32 version, u32 UDP port, f64 start in s since 1970, u32 0, u32 CRC-32 of
//   these
//                     28 bytes
//   record: u32 payload size, u32 CRC-32 of the rest of the record, i64 ns since the start, u16 kind, u16
//   source port,
//           u32 source IPv4 address, payload
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials::motion {

enum class PacketKind : uint16_t { osc = 1, hid = 2 };  // a UDP datagram; a device's input report

struct Packet {
  int64_t time_ns = 0;  // since the start of the recording
  PacketKind kind = PacketKind::osc;
  uint32_t ipv4 = 0;
  uint16_t port = 0;
  std::string_view bytes;  // not owned
};

inline constexpr size_t kPacketFileHead = 32, kPacketHead = 24, kMaxPacketBytes = 65535;
inline constexpr uint32_t kPacketFileVersion = 1;
inline constexpr int64_t kLongestRecording_ns = int64_t{31} * 24 * 3600 * 1000000000;  // a month

std::string packet_file_head(double begin_unix_s, uint16_t port);

// Replaces the contents of `out` by a record; allocates only if `out` must grow.
void write_packet(std::string& out, const Packet& packet);

// Reads the records of a file in memory. name: used in error messages.
class PacketFile {
 public:
  // Errors: unsupported (not a recording), damaged (header), too_new.
  static Result<PacketFile> open(std::string_view bytes, const std::string& name);
  double begin_unix_s() const noexcept { return begin_unix_s_; }
  uint16_t port() const noexcept { return port_; }

  // Reads the next record; false at the end and at damage.
  bool next(Packet& packet);
  // Set if next() stopped at damage; all records before it were intact.
  const std::optional<Error>& damage() const noexcept { return damage_; }
  size_t records() const noexcept { return records_; }  // read so far

 private:
  bool damaged(const char* how);

  std::string name_;
  std::string_view all_, rest_;
  double begin_unix_s_ = 0;
  uint16_t port_ = 0;
  int64_t last_ns_ = 0;
  size_t records_ = 0;
  std::optional<Error> damage_;
};

}  // namespace partials::motion
