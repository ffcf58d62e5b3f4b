// SPDX-License-Identifier: MIT
// Guards against: OSC that crashes on a damaged packet, does not accept integers as floats, moves the wrong
// note, or documents wrong parameters.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>

#include "osc_server/desk.h"
#include "support/tiny_model.h"
#include "system/file.h"

namespace partials::osc {
namespace {

TEST(Osc, ParametersInUnitsRawAndText) {
  Desk d;
  EXPECT_TRUE(d.take(Writer("/partials/param/output").add(-6.5f)));
  EXPECT_EQ(d.engine.value(kOutput), -6.5f);
  EXPECT_TRUE(d.take(Writer("/partials/param/output").add(-3)));
  EXPECT_EQ(d.engine.value(kOutput), -3) << "a whole number is as good";
  EXPECT_TRUE(d.take(Writer("/partials/param/macro2/raw").add(0.25f)));
  EXPECT_EQ(d.engine.value(kMacro1 + 1), 0.25f);
  EXPECT_TRUE(d.take(Writer("/partials/param/tune/raw").add(1)));
  EXPECT_EQ(d.engine.value(kTune), 100);
  EXPECT_TRUE(d.take(Writer("/partials/param/mono/text").add(std::string_view("on"))));
  EXPECT_EQ(d.engine.value(kMono), 1);
  EXPECT_TRUE(d.take(Writer("/partials/param/output").add(1e9f)));
  EXPECT_EQ(d.engine.value(kOutput), 12);
  EXPECT_FALSE(d.take(Writer("/partials/param/output").add(std::numeric_limits<float>::quiet_NaN())));
  EXPECT_FALSE(d.take(Writer("/partials/param/output").add(std::string_view("loud"))));
  EXPECT_FALSE(d.take(Writer("/partials/param/none").add(1)));
  EXPECT_FALSE(d.take(Writer("/partials/param/output/half").add(1)));
  EXPECT_FALSE(d.take(Writer("/other/param/output").add(1)));
  EXPECT_TRUE(d.take(Writer("/partials/param/output")));
  ASSERT_EQ(d.replies.size(), 1u);
  Message m;
  ASSERT_TRUE(read_message(d.replies[0], m));
  EXPECT_EQ(m.address, "/partials/param/output");
  EXPECT_EQ(m.arguments[0].number, 12);
}

TEST(Osc, AParameterWaitsForAController) {
  Desk d;
  EXPECT_TRUE(d.take(Writer("/partials/learn").add(std::string_view("macro2"))));
  EXPECT_EQ(d.engine.learning(), kMacro1 + 1);
  EXPECT_TRUE(d.take(Writer("/partials/learn")));
  EXPECT_EQ(d.engine.learning(), -1);
}

TEST(Osc, NotesBetweenTheKeysAndTheirExpressions) {
  Desk d;
  EXPECT_TRUE(d.take(Writer("/partials/note/on").add(7).add(69.25f).add(0.5f)));
  EXPECT_TRUE(d.take(Writer("/partials/note/7/pressure").add(1)));
  EXPECT_TRUE(d.take(Writer("/partials/note/7/macro2").add(0.1f)));
  EXPECT_TRUE(d.take(Writer("/partials/note/off").add(7)));
  EXPECT_TRUE(d.take(Writer("/partials/panic")));
  const auto e = d.events();
  ASSERT_EQ(e.size(), 6u);
  EXPECT_TRUE(e[0].kind == EventKind::note_on && e[0].note_id == 7 && e[0].key == 69 && e[0].value == 0.5f);
  EXPECT_TRUE(e[1].kind == EventKind::tuning && e[1].note_id == 7 && e[1].value == 0.25f);
  EXPECT_TRUE(e[2].kind == EventKind::pressure && e[2].note_id == 7 && e[2].value == 1);
  EXPECT_TRUE(e[3].kind == EventKind::modulation && e[3].index == kMacro1 + 1);
  EXPECT_EQ(e[4].kind, EventKind::note_off);
  EXPECT_TRUE(e[5].kind == EventKind::choke && e[5].note_id == -1);
  for (const char* bad : {"/partials/note/x/pan", "/partials/note/-1/pan", "/partials/note/99999999999/pan",
                          "/partials/note/1/output", "/partials/note/1"})
    EXPECT_FALSE(d.take(Writer(bad).add(1))) << bad;
  EXPECT_FALSE(d.take(Writer("/partials/note/on").add(1)));
  EXPECT_TRUE(d.events().empty());
}

TEST(Osc, PartialsAndNoiseBandsAreTurnedUpAndDown) {
  Desk d;
  EXPECT_TRUE(d.take(Writer("/partials/shape/partials/3").add(-6.0f)));
  EXPECT_TRUE(d.take(Writer("/partials/shape/noise/1").add(99)));
  EXPECT_EQ(d.engine.spectral_edit().db(EditedPart::partials, 2), -6);
  EXPECT_EQ(d.engine.spectral_edit().db(EditedPart::noise, 0), kMaxEditDb);
  for (const char* bad : {"/partials/shape/partials/0", "/partials/shape/partials/129",
                          "/partials/shape/partials/x", "/partials/shape/other/1", "/partials/shape/3"})
    EXPECT_FALSE(d.take(Writer(bad).add(1))) << bad;
  EXPECT_FALSE(d.take(Writer("/partials/shape/partials/3")));
  EXPECT_TRUE(d.take(Writer("/partials/shape/rest")));
  EXPECT_TRUE(d.engine.spectral_edit().rests());
}

TEST(Osc, ModelsAreLoadedForThisMachineOnly) {
  Desk d;
  EXPECT_TRUE(d.take(Writer("/partials/model/load").add(std::string_view("violin.partials"))));
  EXPECT_EQ(d.loads, std::vector<std::string>{"violin.partials"});
  d.peer.local = false;
  EXPECT_FALSE(d.take(Writer("/partials/model/load").add(std::string_view("secret"))));
  EXPECT_EQ(d.loads.size(), 1u);
}

TEST(Osc, AFullRingDropsAndCounts) {
  Desk d;
  for (int i = 0; i < 1030; ++i) d.take(Writer("/partials/panic"));
  EXPECT_EQ(d.control.dropped(), 6);
}

// Messages with any types, and bundles of them.
std::string padded(std::string text) {
  do text += '\0';
  while (text.size() % 4);
  return text;
}
std::string raw(const std::string& address, const std::string& types, const std::string& data) {
  return padded(address) + padded("," + types) + data;
}
std::string word(uint32_t w) {
  std::string s;
  for (int shift = 24; shift >= 0; shift -= 8) s += static_cast<char>(w >> shift);
  return s;
}
std::string bundle(const std::vector<std::string>& parts) {
  std::string s("#bundle\0\0\0\0\0\0\0\0\1", 16);
  for (const std::string& p : parts) s += word(static_cast<uint32_t>(p.size())) + p;
  return s;
}
std::string output(float value) { return std::string(Writer("/partials/param/output").add(value).bytes()); }

TEST(Osc, WhatIsNotUnderstoodIsPassedOverByItself) {
  const std::string blob = word(1) + std::string("x\0\0\0", 4), eight(8, '\1'), four(4, '\1');
  const std::string others[] = {raw("/somebody/else", "b", blob),
                                raw("/a", "t", eight),
                                raw("/a", "c", four),
                                raw("/a", "r", four),
                                raw("/a", "[ff]", eight),
                                raw("/a", "N", ""),
                                raw("/a", "Z", four) /* of a length that nobody knows */,
                                raw("/partials/none", "i", four),
                                raw("/partials/param/output", "b", blob),
                                raw("/a", std::string(40, 'i'), std::string(160, '\0')),
                                std::string("rubbish!"),
                                std::string("/unpadded", 9),
                                std::string(),
                                raw("/a", "b", word(4000)),
                                padded("/a") + four};
  for (const std::string& other : others) {
    Desk d;
    const std::string packet =
        bundle({other, output(-14), bundle({other, output(-3), other}), other, output(-12.5f)});
    std::vector<double> seen;
    read_packet(packet, [&](const Message& m) {
      d.control.take(m, d.peer);
      seen.push_back(d.engine.value(kOutput));
    });
    EXPECT_EQ(d.engine.value(kOutput), -12.5f) << other;
    EXPECT_TRUE(std::count(seen.begin(), seen.end(), -14) && std::count(seen.begin(), seen.end(), -3))
        << other;
    EXPECT_TRUE(d.replies.empty()) << "a blob is no question";
  }
  Desk d;  // among arguments of ours, too
  const auto one = [&](const std::string& packet) {
    return read_packet(packet, [&](const Message& m) { d.control.take(m, d.peer); });
  };
  EXPECT_TRUE(one(raw("/partials/param/output", "b[f]tN", blob + word(0xc1000000) + eight)));
  EXPECT_EQ(d.engine.value(kOutput), -8);
  EXPECT_FALSE(one(bundle({word(0), output(-1)}).substr(0, 30))) << "what breaks off is refused";
}

TEST(Osc, ALongBundleIsRead) {
  Desk d;
  std::vector<std::string> parts;
  for (int i = 0; i < 400; ++i)
    parts.push_back(raw("/sensor/of/somebody/else", "ffff", std::string(16, '\0')));
  parts.push_back(output(-9));
  EXPECT_GT(bundle(parts).size(), 16384u);
  EXPECT_TRUE(read_packet(bundle(parts), [&](const Message& m) { d.control.take(m, d.peer); }));
  EXPECT_EQ(d.engine.value(kOutput), -9);
}

TEST(Osc, VelocityZeroEndsTheNote) {
  Desk d;
  EXPECT_TRUE(d.take(Writer("/partials/note/on").add(1).add(60).add(1)));
  EXPECT_TRUE(d.take(Writer("/partials/note/on").add(1).add(60).add(0)));
  EXPECT_TRUE(d.take(Writer("/partials/note/on").add(2).add(60.5f).add(0.f)));
  EXPECT_TRUE(d.take(Writer("/partials/note/on").add(3).add(60).add(-1)));
  EXPECT_TRUE(d.take(Writer("/partials/note/on")
                         .add(std::string_view("4"))
                         .add(std::string_view("60"))
                         .add(std::string_view("0"))));
  const auto e = d.events();
  ASSERT_EQ(e.size(), 5u);
  EXPECT_EQ(e[0].kind, EventKind::note_on);
  for (int i = 1; i < 5; ++i)
    EXPECT_TRUE(e[static_cast<size_t>(i)].kind == EventKind::note_off &&
                e[static_cast<size_t>(i)].note_id == i)
        << i;
}

TEST(Osc, ValuesAsText) {
  Desk d;
  const auto text = [&](const char* address, std::string_view value) {
    return d.take(Writer(address).add(value));
  };
  for (const auto& [value, wanted] : std::initializer_list<std::pair<const char*, float>>{
           {"-6", -6}, {"-6 dB", -6}, {" 0.5 ", 0.5f}, {"-7.5dB", -7.5f}, {"+3", 3}, {"1e1", 10}}) {
    EXPECT_TRUE(text("/partials/param/output", value)) << value;
    EXPECT_EQ(d.engine.value(kOutput), wanted) << value;
  }
  EXPECT_TRUE(text("/partials/param/mono", "on") && d.engine.value(kMono) == 1);
  EXPECT_TRUE(text("/partials/param/mono", "0") && d.engine.value(kMono) == 0);
  EXPECT_TRUE(text("/partials/param/macro1", "0.25") && d.engine.value(kMacro1) == 0.25f) << "as the number";
  EXPECT_TRUE(text("/partials/param/macro2/raw", "0.75") && d.engine.value(kMacro1 + 1) == 0.75f);
  EXPECT_TRUE(text("/partials/shape/partials/2", "-6 dB") &&
              d.engine.spectral_edit().db(EditedPart::partials, 1) == -6);
  EXPECT_TRUE(text("/partials/note/7/pan", "0.25") && text("/partials/note/7/volume", "-20 dB"));
  const auto e = d.events();
  ASSERT_EQ(e.size(), 2u);
  EXPECT_EQ(e[0].value, 0.25f);
  EXPECT_NEAR(e[1].value, 0.1f, 1e-6f);
  const float before = d.engine.value(kOutput);
  for (const char* bad : {"", "loud", "-6 Hz", "1 2", "nan", "inf", "-6 dB dB"})
    EXPECT_FALSE(text("/partials/param/output", bad)) << bad;
  EXPECT_EQ(d.engine.value(kOutput), before);
}

TEST(Osc, APatternReachesAllThatItMatches) {
  Desk d;
  EXPECT_TRUE(d.take(Writer("/partials/param/macro[1-3]").add(0.25f)));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(d.engine.value(kMacro1 + i), i < 3 ? 0.25f : 0.5f) << i;
  EXPECT_TRUE(d.take(Writer("//{output,input}").add(-4)));
  EXPECT_EQ(d.engine.value(kOutput), -4);
  EXPECT_EQ(d.engine.value(kInput), -4);
  EXPECT_TRUE(d.take(Writer("/partials/shape/partials/?").add(-6)));
  EXPECT_EQ(d.engine.spectral_edit().db(EditedPart::partials, 8), -6);
  EXPECT_EQ(d.engine.spectral_edit().db(EditedPart::partials, 9), 0);
  EXPECT_FALSE(d.take(Writer("/partials/nothing*").add(1)));
  EXPECT_TRUE(d.take(Writer("/partials/param/{attack,release}")));
  ASSERT_EQ(d.replies.size(), 2u);
  Message m;
  ASSERT_TRUE(read_message(d.replies[1], m));
  EXPECT_EQ(m.address, "/partials/param/release") << "each answers under its own address";
  d.take(Writer("/partials/note/on").add(5).add(60).add(1));
  d.take(Writer("/partials/note/on").add(12).add(64).add(1));
  (void)d.events();
  EXPECT_TRUE(d.take(Writer("/partials/note/*/pressure").add(1)));
  EXPECT_EQ(d.events().size(), 2u) << "the notes that sound";
  EXPECT_TRUE(d.take(Writer("/partials/note/1?/off")));
  EXPECT_TRUE(d.take(Writer("/partials/note/*/off")));
  const auto e = d.events();
  ASSERT_EQ(e.size(), 2u);
  EXPECT_TRUE(e[0].note_id == 12 && e[1].note_id == 5 && e[0].kind == EventKind::note_off);
}

TEST(Osc, TheDocumentListsTheParametersThereAre) {
  const auto text = read_file(std::string(PARTIALS_SOURCE_DIR) + "/docs/osc.md", 1 << 20);
  ASSERT_TRUE(text);
  EXPECT_NE(text.value().find(parameter_table()), std::string::npos)
      << "docs/osc.md should hold this table:\n"
      << parameter_table();
}

}  // namespace
}  // namespace partials::osc
