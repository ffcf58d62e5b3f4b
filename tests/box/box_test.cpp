// SPDX-License-Identifier: MIT
// Guards against: a line that is cut or malformed and moves a knob, a corner of a pad that is not what was
// saved, a step on the way between corners, a state that is written at every movement.
#include "box/box.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "host/preset.h"
#include "system/file.h"

namespace partials::box {
namespace {

namespace fs = std::filesystem;

struct Heard {
  std::vector<std::pair<std::string, double>> turns;
  int malformed = 0;
};
Heard hear(KnobProtocol protocol, std::string_view bytes, size_t piece) {
  Heard h;
  KnobReader reader(protocol);
  for (size_t at = 0; at < bytes.size(); at += piece)
    reader.feed(
        bytes.substr(at, piece), [&](std::string_view name, double v) { h.turns.emplace_back(name, v); },
        [&](std::string_view) { ++h.malformed; });
  return h;
}

TEST(Knobs, LinesAreReadInPiecesOfAnySize) {
  const std::string text = "K1 512\r\nK2=-0.5\nlong-name:\t+7\n\nK3\n K4 1\nK5 1 2\nK6 nan\nK7 0x10\n" +
                           std::string(100, 'x') + " 1\n" + std::string(40, 'n') + " 1\nK1 3";
  for (const size_t piece : {1u, 2u, 7u, 1000u}) {
    const Heard h = hear(KnobProtocol::lines, text, piece);
    ASSERT_EQ(h.turns.size(), 3u);
    EXPECT_EQ(h.turns[0], (std::pair<std::string, double>("K1", 512)));
    EXPECT_EQ(h.turns[1], (std::pair<std::string, double>("K2", -0.5)));
    EXPECT_EQ(h.turns[2], (std::pair<std::string, double>("long-name", 7)));
    EXPECT_EQ(h.malformed, 7);
  }
}

TEST(Knobs, BytesFindTheirBeginningAgain) {
  const unsigned char bytes[] = {0x05, 0x81, 0x7f, 0x7f, 0x82, 0x01, 0xff, 0x00, 0x00};
  const Heard h = hear(KnobProtocol::bytes, {reinterpret_cast<const char*>(bytes), sizeof bytes}, 1);
  ASSERT_EQ(h.turns.size(), 2u);
  EXPECT_EQ(h.turns[0], (std::pair<std::string, double>("1", 16383)));
  EXPECT_EQ(h.turns[1], (std::pair<std::string, double>("127", 0)));
  EXPECT_EQ(h.malformed, 2);
}

class Boxes : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "box_" + std::to_string(getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string file(const std::string& name) const { return folder_ + "/" + name; }
  BoxConfig config(const std::string& text) {
    const auto c = box_config_from_text(text, file("box.json"));
    EXPECT_TRUE(c) << c.error().text;
    return c ? c.value() : BoxConfig{};
  }
  std::string folder_;
};

TEST_F(Boxes, TheExampleIsValid) {
  const auto c = read_box_config(std::string(PARTIALS_SOURCE_DIR) + "/packaging/box.json");
  ASSERT_TRUE(c) << c.error().text;
  EXPECT_EQ(c.value().models.size(), 4u);
  EXPECT_EQ(c.value().pads.size(), 1u);
  EXPECT_EQ(c.value().knobs.at("K2").high, 3);
  EXPECT_EQ(c.value().set.at(kOutput), -6);
  EXPECT_TRUE(c.value().all_midi);
}

TEST_F(Boxes, CornersAreExactAndThePathBetweenIsSmooth) {
  const BoxConfig c = config(R"({"box": 1, "models": ["a"], "pads": [{"x": "X", "y": "Y", "from": 0, "to": 1,
    "corners": [{"macro1": 0.1, "mono": 0}, {"macro1": 0.3, "mono": true}, {"macro1": 0.7, "mono": 0},
                {"macro1": 0.9, "mono": "on"}]}]})");
  Player player(PlayerKind::instrument);
  KnobMap map(c, {"a"}, player, [] {});
  const float expected[] = {0.1f, 0.3f, 0.7f, 0.9f};
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(map.turn("X", i & 1));
    EXPECT_TRUE(map.turn("Y", i >> 1));
    EXPECT_EQ(player.value(kMacro1), expected[i]);
    EXPECT_EQ(player.value(kMono), static_cast<float>(i & 1));
  }
  EXPECT_FALSE(map.turn("Z", 0));
  EXPECT_FALSE(map.turn("X", std::nan("")));
  map.turn("X", 0);
  map.turn("Y", 0);
  float before = player.value(kMacro1);
  for (int i = 1; i <= 1000; ++i) {
    map.turn("X", i / 1000.0);
    EXPECT_LT(std::fabs(player.value(kMacro1) - before), 0.00021f);
    before = player.value(kMacro1);
  }
}

TEST_F(Boxes, FourPresetsAreCorners) {
  for (int i = 0; i < 4; ++i) {
    Preset p;
    p.name = "p" + std::to_string(i);
    p.model = {"Tiny", file("tiny.partials"), std::string(64, 'a')};
    p.settings.values[kMacro1] = 0.2f * static_cast<float>(i);
    p.settings.partials_db[3] = -3.f * static_cast<float>(i);
    ASSERT_TRUE(atomic_write(file(p.name + ".partials-preset"), text_from_preset(p)));
  }
  const BoxConfig c = config(R"({"box": 1, "models": ["a"], "pads": [{"x": "X", "y": "Y", "from": 0, "to": 1,
    "corners": ["p0.partials-preset", "p1.partials-preset", "p2.partials-preset", "p3.partials-preset"]}]})");
  Player player(PlayerKind::instrument);
  KnobMap map(c, {"a"}, player, [] {});
  map.turn("X", 1);
  map.turn("Y", 1);
  EXPECT_EQ(player.value(kMacro1), 0.2f * 3);
  EXPECT_EQ(player.engine().spectral_edit().db(EditedPart::partials, 3), -9);
  map.turn("X", 0.5);
  EXPECT_EQ(player.engine().spectral_edit().db(EditedPart::partials, 3), -7.5f);
}

TEST_F(Boxes, AStateIsWrittenWhenItRestsAndBelongsToOneText) {
  Player player(PlayerKind::instrument);
  BoxState state(file("state/box.json"), "hash");
  std::string trouble;
  EXPECT_FALSE(state.read(trouble));
  for (int second = 0; second < 5; ++second) {
    player.engine().set_value(kMacro1, 0.01f * static_cast<float>(second));
    ASSERT_TRUE(state.keep(player));
    EXPECT_FALSE(fs::exists(file("state/box.json")));
  }
  ASSERT_TRUE(state.keep(player));
  ASSERT_TRUE(fs::exists(file("state/box.json")));
  const auto kept = BoxState(file("state/box.json"), "hash").read(trouble);
  ASSERT_TRUE(kept) << trouble;
  EXPECT_EQ(kept->settings.values[kMacro1], 0.04f);
  EXPECT_FALSE(BoxState(file("state/box.json"), "another").read(trouble));
  EXPECT_EQ(trouble, "");
}

TEST_F(Boxes, WhatIsWrongIsNamed) {
  const auto wrong = [](const std::string& rest) {
    const auto c = box_config_from_text(R"({"box": 1, "models": ["a"], )" + rest + "}", "b.json");
    return c ? "" : c.error().text;
  };
  EXPECT_NE(wrong(R"("audio": {"block": 3})").find("'audio.block' is 3, expected 16 to 4096"),
            std::string::npos);
  EXPECT_NE(wrong(R"("serial": [{"port": "x", "baud": 7}])").find("'serial[0].baud' is 7"),
            std::string::npos);
  EXPECT_NE(wrong(R"("set": {"output": 99})").find("'set.output' is 99"), std::string::npos);
  EXPECT_NE(wrong(R"("osc": {})").find("'osc.port' is missing"), std::string::npos);
  EXPECT_NE(wrong(R"("knobs": {"K": {"from": 0, "to": 1, "sets": "panic", "min": 1}})")
                .find("'knobs.K.min' is no field"),
            std::string::npos);
  EXPECT_NE(wrong("\"kind\": " + std::string(60000, '[') + std::string(60000, ']')).find("65536 at most"),
            std::string::npos);
  EXPECT_NE(wrong("\"kind\": " + std::string(30000, '[') + std::string(30000, ']')).find("levels deep"),
            std::string::npos);
  EXPECT_NE(wrong("\"kind\": 1e999").find("numbers is too large"), std::string::npos);
  EXPECT_NE(wrong(R"("controllers": {"128": "output"})").find("0 to 127"), std::string::npos);
  EXPECT_NE(wrong(R"("midi": [3])").find("'midi[0]' is 3, expected a text"), std::string::npos);
}

}  // namespace
}  // namespace partials::box
