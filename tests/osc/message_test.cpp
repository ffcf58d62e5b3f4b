// SPDX-License-Identifier: MIT
// Guards against: OSC reading that crashes on damaged packets, truncates skeletons, loses time tags or
// argument positions, or allocates. The packets are written byte by byte.
#include "osc/message.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "osc/pattern.h"
#include "osc/writer.h"
#include "support/alloc_counter.h"
#include "support/osc_bytes.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials::osc {
namespace {

using namespace osc_bytes;

TEST(OscMessage, EveryTypeIsReadInItsPlace) {
  const std::string data = word(0xffffffffu) + f32(0.5f) + text("wrist") + f64(-2.25) + i64(-5000000000) +
                           word(0x83aa7e80u) + word(0x80000000u) + blob("abc");
  const std::string bytes = message("/all", ",ifsdh[tTFNI]b", data);
  Message m;
  ASSERT_TRUE(read_message(bytes, m));
  EXPECT_EQ(m.address, "/all");
  EXPECT_EQ(m.types, "ifsdh[tTFNI]b");
  ASSERT_EQ(m.n, 11u) << "brackets are no arguments, nil and blobs are";
  EXPECT_EQ(m.arguments[0].number, -1);
  EXPECT_EQ(m.arguments[1].number, 0.5);
  EXPECT_EQ(m.arguments[2].text, "wrist");
  EXPECT_EQ(m.arguments[3].number, -2.25);
  EXPECT_EQ(m.arguments[4].number, -5000000000.0);
  EXPECT_EQ(m.arguments[5].number, 2208988800.5);
  EXPECT_TRUE(m.arguments[6].number == 1 && m.arguments[6].is_number());
  EXPECT_TRUE(m.arguments[7].number == 0 && m.arguments[7].is_number());
  EXPECT_FALSE(m.arguments[8].is_number() || m.arguments[8].is_text());
  EXPECT_EQ(m.arguments[9].number, 1);
  EXPECT_EQ(m.arguments[10].text, "abc");
  EXPECT_FALSE(m.arguments[10].is_text()) << "a blob is no text";
}

TEST(OscMessage, AWholeSkeletonFitsInto1Message) {
  for (const size_t n : {152u, 1024u, 1500u}) {
    std::string data;
    for (size_t i = 0; i < n; ++i) data += f32(static_cast<float>(i) / 8);
    Message m;
    ASSERT_TRUE(read_message(message("/mocap/1/joint/rot_local", "," + std::string(n, 'f'), data), m));
    ASSERT_EQ(m.n, std::min(n, kMaxArguments));
    for (size_t i = 0; i < m.n; ++i) EXPECT_EQ(m.arguments[i].number, static_cast<double>(i) / 8);
  }
}

TEST(OscMessage, BundlesKeepTheirTimes) {
  const std::string one = message("/a", ",i", word(1));
  const std::string inner = bundle(0x83aa7e81'00000000u, {one}), now = bundle(1, {one});
  const std::string outer = bundle(0x83aa7e80'40000000u, {one, inner, now});
  std::vector<TimeTag> times;
  ASSERT_TRUE(read_packet(outer, [&](const Message& m) { times.push_back(m.time); }));
  ASSERT_EQ(times.size(), 3u);
  EXPECT_EQ(times[0].seconds(), 2208988800.25);
  EXPECT_EQ(times[0].unix_s(), 0.25);
  EXPECT_EQ(times[1].unix_s(), 1);
  EXPECT_EQ(times[2].unix_s(), 0.25) << "now, within a bundle that has a time, is that time";
  for (const std::string& packet : {one, now, bundle(0, {one})})
    EXPECT_TRUE(read_packet(packet, [](const Message& m) { EXPECT_TRUE(m.time.is_now()); }));
  EXPECT_NEAR(TimeTag::from_unix_s(1760000000.125).unix_s(), 1760000000.125, 1e-6);
}

TEST(OscMessage, ReadingAndWritingAllocateNothing) {
  const std::string skeleton = message("/m", "," + std::string(152, 'f'), std::string(608, 'x'));
  const std::string packet =
      bundle(1, {skeleton, message("/joint", ",siiffffd", text("l_hand") + std::string(32, '\0'))});
  char memory[2000];
  size_t read = 0, written = 0;
  const test::NoAllocation watch;
  read_packet(packet, [&](const Message& m) { read += m.n; });
  Encoder e(memory);
  e.begin_bundle();
  e.begin_floats("/wek/outputs", 20);
  for (int i = 0; i < 20; ++i) e.add(1.f);
  written = e.bytes().size();
  const long calls = watch.count();
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(read, 160u);
  EXPECT_EQ(written, 16u + 4 + 16 + 24 + 80);
}

TEST(OscWriter, TheEncoderWritesTheBytesOfTheStandard) {
  char memory[200];
  Encoder one(memory);
  one.begin_floats("/wek/outputs", 3);
  for (const float v : {0.25f, -1.f, 3.f}) one.add(v);
  EXPECT_EQ(one.bytes(), message("/wek/outputs", ",fff", f32(0.25f) + f32(-1) + f32(3)));
  Encoder many(memory);
  many.begin_bundle({0x83aa7e80'40000000u});
  many.begin("/filter", ",fi");
  many.add(0.5f);
  many.add(7);
  many.begin("/name", ",s");
  many.add(std::string_view("four"));
  EXPECT_EQ(many.bytes(), bundle(0x83aa7e80'40000000u, {message("/filter", ",fi", f32(0.5f) + word(7)),
                                                        message("/name", ",s", text("four"))}));
  char little[20];
  Encoder full(little);
  full.begin_floats("/wek/outputs", 3);
  for (int i = 0; i < 3; ++i) full.add(1.f);
  EXPECT_TRUE(full.bytes().empty());
}

TEST(OscPattern, PatternsMatchAsTheStandardSays) {
  const std::string_view a = "/partials/param/macro12";
  for (const char* p :
       {"/partials/param/macro12", "/*/*/*", "/partials/param/*", "/partials/param/macro?2",
        "/partials/param/m*o*2", "/partials/param/macro[01][2-4]", "/partials/param/macro[!2-9]2",
        "/partials/{note,param}/macro{1,2}2", "/partials/param/{macro1,macro}12", "/partials/*/macro1{2,3}",
        "//macro12", "//param/*", "/partials//macro*", "//*", "/partials//param/macro12",
        "/partials/param/macro12*", "/partials/param/macro[x1]{,3}2"})
    EXPECT_TRUE(matches(p, a)) << p;
  for (const char* p : {"/partials/*", "/*", "/partials/param/macro?", "/partials/param/macro[2-9]2",
                        "/partials/param/macro[!1]2", "/partials/{note,shape}/macro12",
                        "/partials/param/macro1[", "/partials/param/{macro12", "/partials?param/macro12",
                        "/partials[/]param/macro12", "//param", "", "*"})
    EXPECT_FALSE(matches(p, a)) << p;
  EXPECT_FALSE(matches("/" + std::string(120, '*') + "x", "/" + std::string(120, 'a'))) << "in little time";
  EXPECT_FALSE(matches("/" + std::string(300, 'a'), "/" + std::string(300, 'a'))) << "no pattern is so long";
}

TEST(OscMessage, DamagedPacketsAreRefused) {
  const auto handed = [&](std::string_view bytes) {
    int n = 0;
    const bool whole = read_packet(bytes, [&](const Message&) { ++n; });
    return whole ? n : -1;
  };
  const std::string good(message("/partials/param/output", ",f", f32(-6)));
  EXPECT_EQ(handed(good), 1);
  for (size_t n = 0; n < good.size(); ++n) EXPECT_LE(handed(good.substr(0, n)), n == 24 ? 1 : -1) << n;
  EXPECT_EQ(handed(std::string("/a\0\0,b\0\0\0\0\0\4", 12)), -1) << "a blob that is not there";
  std::string nested = good;
  for (int i = 0; i < 6; ++i) {
    std::string length(4, 0);
    for (int b = 0; b < 4; ++b)
      length[static_cast<size_t>(b)] = static_cast<char>(nested.size() >> (24 - 8 * b));
    nested = std::string("#bundle\0\0\0\0\0\0\0\0\1", 16) + length + nested;
    EXPECT_EQ(handed(nested), i < kDeepest ? 1 : -1) << i;
  }
}

}  // namespace
}  // namespace partials::osc
