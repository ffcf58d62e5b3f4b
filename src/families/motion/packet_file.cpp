// SPDX-License-Identifier: MIT
#include "families/motion/packet_file.h"

#include <cmath>

#include "base/bits.h"
#include "base/crc32.h"

namespace partials::motion {
namespace {

constexpr std::string_view kMagic = "PARTBODY";

void put(std::string& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i);
}

uint64_t get(std::string_view bytes, size_t at, int count) {
  uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i)
    value = value << 8 | static_cast<uint8_t>(bytes[at + static_cast<size_t>(i)]);
  return value;
}

}  // namespace

std::string packet_file_head(double begin_unix_s, uint16_t port) {
  std::string head(kMagic);
  put(head, kPacketFileVersion, 4);
  put(head, port, 4);
  put(head, bits_as<uint64_t>(begin_unix_s), 8);
  put(head, 0, 4);
  put(head, crc32(head), 4);
  return head;
}

void write_packet(std::string& out, const Packet& p) {
  out.clear();
  put(out, p.bytes.size(), 4);
  put(out, 0, 4);  // replaced by the checksum below
  put(out, static_cast<uint64_t>(p.time_ns), 8);
  put(out, static_cast<uint16_t>(p.kind), 2);
  put(out, p.port, 2);
  put(out, p.ipv4, 4);
  out += p.bytes;
  const uint32_t sum = crc32(std::string_view(out).substr(8));
  for (size_t i = 0; i < 4; ++i) out[4 + i] = static_cast<char>(sum >> 8 * i);
}

Result<PacketFile> PacketFile::open(std::string_view bytes, const std::string& name) {
  if (bytes.substr(0, kMagic.size()) != kMagic)
    return Error{"'" + name + "' is not a recording of packets; record one with: partials body record FILE",
                 ErrorCode::unsupported};
  if (bytes.size() < kPacketFileHead || get(bytes, 28, 4) != crc32(bytes.substr(0, 28)))
    return Error{"The head of the recording '" + name + "' is damaged; record again, or use a copy of it.",
                 ErrorCode::damaged};
  PacketFile f;
  if (get(bytes, 8, 4) > kPacketFileVersion)
    return Error{"The recording '" + name + "' has version " + std::to_string(get(bytes, 8, 4)) +
                     ", and this program reads up to " + std::to_string(kPacketFileVersion) +
                     "; use a newer one.",
                 ErrorCode::too_new};
  f.name_ = name;
  f.port_ = static_cast<uint16_t>(get(bytes, 12, 4));
  f.begin_unix_s_ = bits_as<double>(get(bytes, 16, 8));
  if (!std::isfinite(f.begin_unix_s_)) f.begin_unix_s_ = 0;
  f.all_ = bytes;
  f.rest_ = bytes.substr(kPacketFileHead);
  return f;
}

bool PacketFile::damaged(const char* how) {
  damage_ = Error{"The recording '" + name_ + "' is damaged at byte " +
                      std::to_string(all_.size() - rest_.size()) + ", after " + std::to_string(records_) +
                      " intact packets: " + how + "; use --recover to read those.",
                  ErrorCode::damaged};
  return false;
}

bool PacketFile::next(Packet& p) {
  if (rest_.empty() || damage_) return false;
  if (rest_.size() < kPacketHead) return damaged("the last packet is incomplete");
  const uint64_t size = get(rest_, 0, 4);
  if (size > kMaxPacketBytes) return damaged("a packet length is out of range");
  if (size > rest_.size() - kPacketHead) return damaged("the last packet is incomplete");
  if (get(rest_, 4, 4) != crc32(rest_.substr(8, kPacketHead - 8 + size)))
    return damaged("a checksum differs");
  p.time_ns = static_cast<int64_t>(get(rest_, 8, 8));
  p.kind = static_cast<PacketKind>(get(rest_, 16, 2));
  p.port = static_cast<uint16_t>(get(rest_, 18, 2));
  p.ipv4 = static_cast<uint32_t>(get(rest_, 20, 4));
  p.bytes = rest_.substr(kPacketHead, size);
  if (p.time_ns < last_ns_ || p.time_ns > kLongestRecording_ns)
    return damaged("a time is out of order or out of range");
  last_ns_ = p.time_ns;
  rest_.remove_prefix(kPacketHead + size);
  ++records_;
  return true;
}

}  // namespace partials::motion
