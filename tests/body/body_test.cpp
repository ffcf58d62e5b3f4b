// SPDX-License-Identifier: MIT
// Guards against: a recording that loses, duplicates or shifts packets, overwrites a file or listens to the
// network by default; a replay that is early; a listing that hides a gap or a lost joint.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <thread>

#include "base/clocks.h"
#include "body/contents.h"
#include "body/mapped_file.h"
#include "body/packet_writer.h"
#include "body/record.h"
#include "body/replay.h"
#include "body/watch.h"
#include "support/osc_bytes.h"

namespace partials::body {
namespace {

using namespace osc_bytes;

// A temporary folder.
struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("partials_body_" + std::to_string(getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string operator/(const char* name) const { return (path / name).string(); }
};

std::string wek(int i) { return message("/wek/inputs", ",ff", f32(static_cast<float>(i)) + f32(0.5f)); }

// Makes a recording of `count` packets, 20 ms apart, with a pause of 500 ms before packet 10.
void make(const std::string& path, int count) {
  PacketWriter w;
  ASSERT_TRUE(w.create(path, 1760000000, 6448));
  for (int i = 0; i < count; ++i) {
    const std::string bytes = wek(i);
    ASSERT_TRUE(w.write({int64_t{i} * 20'000'000 + (i >= 10 ? 480'000'000 : 0), motion::PacketKind::osc,
                         0x7f000001, 1, bytes}));
  }
  ASSERT_TRUE(w.finish());
}

struct Opened {
  MappedFile mapped;
  std::unique_ptr<motion::PacketFile> file;
  explicit Opened(const std::string& path) {
    EXPECT_TRUE(mapped.open(path));
    auto f = motion::PacketFile::open(mapped.bytes(), path);
    EXPECT_TRUE(f);
    if (f) file = std::make_unique<motion::PacketFile>(std::move(f).value());
  }
};

const auto never = [] { return false; };

TEST(Body, WhatIsReplayedIsRecordedAgainAtItsOwnTimes) {
  const Folder folder;
  make(folder / "first", 20);
  std::atomic<int> port{0};
  std::atomic<bool> over{false};
  RecordOptions o{folder / "second", {}, 30};
  o.hear.port = 0;
  Result<Recorded> recorded = Error{};
  std::thread recorder([&] {
    recorded = record(
        o, [&](int p) { port = p; }, [](const Recorded&) {}, [&] { return over.load(); });
  });
  while (!port) std::this_thread::yield();
  Opened first(folder / "first");
  const auto replayed = replay(*first.file, {0x7f000001, static_cast<uint16_t>(port.load())}, 2, never);
  std::this_thread::sleep_for(std::chrono::milliseconds(150));
  over = true;
  recorder.join();
  ASSERT_TRUE(replayed && recorded) << recorded.error().text;
  EXPECT_EQ(replayed.value().sent, 20u);
  EXPECT_EQ(recorded.value().packets, 20u);
  EXPECT_EQ(recorded.value().thrown_away, 0u);
  EXPECT_GE(replayed.value().seconds, 0.43) << "860 ms at twice the speed";

  Opened again(folder / "first"), second(folder / "second");
  EXPECT_EQ(second.file->port(), port);
  motion::Packet a, b;
  int64_t first_ns = -1;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(again.file->next(a) && second.file->next(b)) << i;
    EXPECT_EQ(a.bytes, b.bytes) << i;
    EXPECT_EQ(b.ipv4, 0x7f000001u);
    if (i == 0) first_ns = b.time_ns;
    EXPECT_GE(static_cast<double>(b.time_ns - first_ns), static_cast<double>(a.time_ns) / 2 - 60e6)
        << i << " not early";
  }
  EXPECT_FALSE(second.file->next(b) || second.file->damage());
}

TEST(Body, AListingTellsSendersRatesGapsAndLostJoints) {
  const Folder folder;
  PacketWriter w;
  ASSERT_TRUE(w.create(folder / "take", 1760000000, 9007));
  for (int i = 0; i < 50; ++i) {
    const bool seen = i % 5 != 0;
    const std::string head = message("/bodies/1/joints/Head", ",fffs",
                                     f32s({i / 100.0, 1.5, 2}) + text(seen ? "Tracked" : "NotTracked"));
    const std::string packet = bundle(1, {head, message("/stranger", ",s", text("?"))});
    ASSERT_TRUE(w.write({int64_t{i} * 20'000'000 + (i >= 25 ? 300'000'000 : 0), motion::PacketKind::osc,
                         0x7f000001, 1, packet}));
  }
  const std::string report("\1\x5e\1\0\0\0\0", 7);
  ASSERT_TRUE(w.write({2'000'000'000, motion::PacketKind::hid, 0, 0, report}));
  ASSERT_TRUE(w.finish());
  Opened take(folder / "take");
  const Contents c = contents_of(*take.file, {});
  EXPECT_EQ(c.damage, "");
  EXPECT_EQ(c.counts.packets, 51u);
  EXPECT_EQ(c.counts.not_understood, 50u);
  EXPECT_EQ(senders_heard(c.counts), "Kinect v2 (50 messages), SpaceMouse (1 report)");
  EXPECT_NEAR(c.seconds, 2, 1e-9);
  ASSERT_EQ(c.channels.size(), 6u);
  const ChannelContents& x = c.channels[0];
  EXPECT_EQ(x.name, "head.x");
  EXPECT_EQ(x.unit, "m");
  EXPECT_EQ(x.frames, 50u);
  EXPECT_NEAR(x.rate_hz, 49 / 1.28, 1e-6);
  EXPECT_NEAR(x.longest_gap_s, 0.32, 1e-6);
  EXPECT_NEAR(x.lost, 0.2, 1e-9);
  EXPECT_NEAR(x.least, 0.01, 1e-6);
  EXPECT_NEAR(x.most, 0.49, 1e-6);
  EXPECT_EQ(c.channels[3].name, "space_mouse.x");
}

TEST(Body, ARecordingIsNeverOverwritten) {
  const Folder folder;
  make(folder / "take", 3);
  PacketWriter w;
  const auto again = w.create(folder / "take", 0, 0);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().text.find("never overwritten"), std::string::npos);
  Opened take(folder / "take");
  EXPECT_EQ(contents_of(*take.file, {}).counts.packets, 3u);
}

TEST(Body, ADiskThatIsFullIsASentence) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full here";
  PacketWriter w;
  const auto created = w.create("/dev/full", 0, 0);
  EXPECT_FALSE(created);
  MappedFile m;
  EXPECT_FALSE(m.open("/dev/full"));
  EXPECT_FALSE(m.open("/nowhere/at/all"));
}

TEST(Body, ALineASecondTellsRateChannelsLatencyAndLosses) {
  HearOptions o;
  o.port = 0;
  std::atomic<int> port{0};
  std::vector<std::string> lines;
  std::thread watcher([&] {
    EXPECT_TRUE(watch(
        o, 2.5, [&](int p) { port = p; }, [&](const std::string& l) { lines.push_back(l); }, never));
  });
  while (!port) std::this_thread::yield();
  UdpSocket s;
  ASSERT_TRUE(s.open_to_send());
  const Endpoint to{0x7f000001, static_cast<uint16_t>(port.load())};
  for (int i = 0; i < 20; ++i) {
    s.send(to, wek(i));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  s.send(to, "rubbish");
  watcher.join();
  ASSERT_GE(lines.size(), 2u);
  for (const char* part :
       {"packets/s", "2 channels", "Wekinator inputs (20 messages)", "latency", "ms", "1 damaged"})
    EXPECT_NE(lines[0].find(part), std::string::npos) << part << " in: " << lines[0];
  const auto says = [&](const char* part) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& l) { return l.find(part) != std::string::npos; });
  };
  EXPECT_TRUE(says("New channels: input1, input2"));
  EXPECT_TRUE(says("0.0 packets/s, 0 channels (2 lost)"));
}

TEST(Body, AddressesOfOthersAreWrittenOut) {
  EXPECT_EQ(text_of(endpoint_of("127.0.0.1:9000").value()), "127.0.0.1:9000");
  EXPECT_EQ(endpoint_of("localhost:12").value().ipv4, 0x7f000001u);
  for (const char* bad :
       {"", "9000", ":9000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:9x"})
    EXPECT_FALSE(endpoint_of(bad)) << bad;
}

}  // namespace
}  // namespace partials::body
