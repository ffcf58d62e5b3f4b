// SPDX-License-Identifier: MIT
// A recording of packets as they came, each with its time (docs/body.md has the layout). Records are only
// ever put at the end, each whole and with a checksum, so whatever stops the writer, all records before are
// there. Numbers are little-endian.
//   head, 32 bytes: "PARTBODY", u32 version, u32 port that listened, f64 begin in s since 1970, u32 0, u32
//   CRC-32 of the 28
//                   bytes before
//   record: u32 bytes of payload, u32 CRC-32 of what follows, i64 ns since the begin, u16 kind, u16 port and
//   u32 IPv4
//           address of the sender, payload
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace partials::motion {

enum class PacketKind : uint16_t { osc = 1, hid = 2 };  // a datagram; an input report of a device

struct Packet {
  int64_t time_ns = 0;  // since the begin of the recording
  PacketKind kind = PacketKind::osc;
  uint32_t ipv4 = 0;
  uint16_t port = 0;
  std::string_view bytes;  // refers to the file, or to whoever wrote it
};

inline constexpr size_t kPacketFileHead = 32, kPacketHead = 24, kMaxPacketBytes = 65535;
inline constexpr uint32_t kPacketFileVersion = 1;
inline constexpr int64_t kLongestRecording_ns = int64_t{31} * 24 * 3600 * 1000000000;  // a month

std::string packet_file_head(double begin_unix_s, uint16_t port);

// Puts a record into `out`, in place of what was there; allocates only while `out` grows.
void write_packet(std::string& out, const Packet& packet);

// Reads the records of a file in memory. `name` is for messages.
class PacketFile {
 public:
  // Refuses what is no recording or newer than this.
  static Result<PacketFile> open(std::string_view bytes, const std::string& name);
  double begin_unix_s() const noexcept { return begin_unix_s_; }
  uint16_t port() const noexcept { return port_; }

  // The next record; false at the end and at damage.
  bool next(Packet& packet);
  // After next() was false: what is wrong with the rest. Every record before was whole.
  const std::optional<Error>& damage() const noexcept { return damage_; }
  size_t records() const noexcept { return records_; }  // so far

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
