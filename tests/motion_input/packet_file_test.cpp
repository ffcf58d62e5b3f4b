// SPDX-License-Identifier: MIT
// Guards against: a reader that loses the records before damage, reads beyond the end, or does not report
// damage.
#include "families/motion/packet_file.h"

#include <gtest/gtest.h>

#include <vector>

namespace partials::motion {
namespace {

std::string recording(int packets) {
  std::string file = packet_file_head(1760000000.5, 9007), record;
  for (int i = 0; i < packets; ++i) {
    write_packet(record, {int64_t{i} * 16666667, i % 2 ? PacketKind::hid : PacketKind::osc, 0x7f000001, 40000,
                          std::string(static_cast<size_t>(4 * i), 'x')});
    file += record;
  }
  return file;
}

// The number of intact packets, and whether damage is reported.
std::pair<int, bool> read(const std::string& file) {
  auto f = PacketFile::open(file, "take.packets");
  if (!f) return {-1, true};
  Packet p;
  int n = 0;
  while (f.value().next(p)) ++n;
  return {n, f.value().damage().has_value()};
}

TEST(PacketFile, PacketsComeBackWithTheirTimesAndSenders) {
  const std::string file = recording(5);
  auto f = PacketFile::open(file, "take.packets");
  ASSERT_TRUE(f);
  EXPECT_EQ(f.value().begin_unix_s(), 1760000000.5);
  EXPECT_EQ(f.value().port(), 9007);
  Packet p;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(f.value().next(p)) << i;
    EXPECT_EQ(p.time_ns, int64_t{i} * 16666667);
    EXPECT_EQ(p.kind, i % 2 ? PacketKind::hid : PacketKind::osc);
    EXPECT_TRUE(p.ipv4 == 0x7f000001 && p.port == 40000 && p.bytes.size() == static_cast<size_t>(4 * i));
  }
  EXPECT_FALSE(f.value().next(p));
  EXPECT_FALSE(f.value().damage());
}

TEST(PacketFile, TheLayoutIsTheDocumentedOne) {
  std::string record;
  write_packet(record, {0x0102, PacketKind::osc, 0x7f000001, 0x2345, "abcd"});
  const std::string whole(
      "\4\0\0\0????\2\1\0\0\0\0\0\0\1\0\x45\x23\1\0\0\x7f"
      "abcd",
      28);
  ASSERT_EQ(record.size(), whole.size());
  for (size_t i = 0; i < whole.size(); ++i)
    if (whole[i] != '?') EXPECT_EQ(record[i], whole[i]) << i;
  EXPECT_EQ(packet_file_head(0, 0).size(), kPacketFileHead);
}

TEST(PacketFile, WhereverItBreaksOffThePacketsBeforeAreThere) {
  const std::string file = recording(6);
  std::vector<size_t> ends{kPacketFileHead};
  for (size_t i = 0; i < 6; ++i) ends.push_back(ends.back() + kPacketHead + 4 * i);
  for (size_t n = kPacketFileHead; n <= file.size(); ++n) {
    int whole = 0;
    while (whole < 6 && ends[static_cast<size_t>(whole) + 1] <= n) ++whole;
    const auto [packets, damaged] = read(file.substr(0, n));
    EXPECT_EQ(packets, whole) << n;
    EXPECT_EQ(damaged, ends[static_cast<size_t>(whole)] != n) << n;
  }
}

TEST(PacketFile, AnyChangedByteIsFound) {
  const std::string file = recording(4);
  for (size_t at = 0; at < file.size(); ++at) {
    std::string changed = file;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    const auto [packets, damaged] = read(changed);
    EXPECT_TRUE(damaged && packets < 4) << at;
  }
}

TEST(PacketFile, MessagesSayWhereAndWhatToDo) {
  const std::string file = recording(3);
  auto f = PacketFile::open(std::string_view(file).substr(0, file.size() - 1), "take.packets");
  Packet p;
  while (f.value().next(p)) {
  }
  ASSERT_TRUE(f.value().damage());
  EXPECT_EQ(f.value().damage()->text,
            "The recording 'take.packets' is damaged at byte 84, after 2 intact packets: the last packet is "
            "incomplete; "
            "use --recover to read those.");
  EXPECT_EQ(PacketFile::open("hello", "x").error().code, ErrorCode::unsupported);
  EXPECT_EQ(PacketFile::open(file.substr(0, 20), "x").error().code, ErrorCode::damaged);
  std::string backwards = packet_file_head(0, 0), record;
  for (const int64_t t : {5, 4}) {
    write_packet(record, {t, PacketKind::osc, 0, 0, "abcd"});
    backwards += record;
  }
  EXPECT_EQ(read(backwards), std::make_pair(1, true));
}

}  // namespace
}  // namespace partials::motion
