// SPDX-License-Identifier: MIT
// Guards against: outputs that become other MIDI than their names say, messages sent again and again, a note
// that starts out of tune or hangs.
#include "body/midi_outputs.h"

#include <gtest/gtest.h>

#include "support/alloc_counter.h"

namespace partials::body {
namespace {

using Bytes = std::vector<int>;

motion::Mapping mapping_with(const std::vector<motion::MappingOutput>& outputs) {
  motion::Mapping m;
  m.outputs = outputs;
  return m;
}
struct Sent {
  MidiOutputs midi;
  std::vector<Bytes> all;
  explicit Sent(const std::vector<motion::MappingOutput>& outputs, int channel = 1)
      : midi(MidiOutputs::create(mapping_with(outputs), channel).value()) {}
  std::vector<Bytes> frame(std::vector<float> values) {
    all.clear();
    midi.frame(values, [&](std::span<const uint8_t> m) { all.emplace_back(m.begin(), m.end()); });
    return all;
  }
};

TEST(MidiOutputs, ControllersOverTheRangeOfTheOutputAndOnlyChanges) {
  Sent s({{"macro1", "", 0, 2}, {"cc20", "", 0, 1}, {"cutoff", "", -1, 1}}, 3);
  EXPECT_EQ(s.frame({2, 0.5f, -1}), (std::vector<Bytes>{{0xb2, 21, 127}, {0xb2, 20, 64}, {0xb2, 22, 0}}));
  EXPECT_TRUE(s.frame({2, 0.5f, -1}).empty());
  EXPECT_EQ(s.frame({0, 0.5f, 5}), (std::vector<Bytes>{{0xb2, 21, 0}, {0xb2, 22, 127}}));
}

TEST(MidiOutputs, KeyAndLevelAreANoteThatBends) {
  Sent s({{"key", "", 40, 90}, {"level", "", 0, 1}});
  EXPECT_TRUE(s.frame({60, 0}).empty());
  EXPECT_EQ(s.frame({60.25f, 1}), (std::vector<Bytes>{{0xe0, 0, 72}, {0x90, 60, 127}, {0xb0, 11, 127}}))
      << "bent before it begins";
  EXPECT_EQ(s.frame({61, 1}), (std::vector<Bytes>{{0xe0, 0, 96}})) << "half of two semitones";
  EXPECT_EQ(s.frame({64, 1}), (std::vector<Bytes>{{0x80, 60, 64}, {0xe0, 0, 64}, {0x90, 64, 127}}))
      << "farther than it bends";
  s.all.clear();
  s.midi.end([&](std::span<const uint8_t> m) { s.all.emplace_back(m.begin(), m.end()); });
  EXPECT_EQ(s.all, (std::vector<Bytes>{{0x80, 64, 64}}));
}

TEST(MidiOutputs, BendAloneIsPitchBend) {
  Sent s({{"bend", "", 0, 1}});
  EXPECT_EQ(s.frame({1}), (std::vector<Bytes>{{0xe0, 127, 127}}));
  EXPECT_EQ(s.frame({0.5f}), (std::vector<Bytes>{{0xe0, 0, 64}}));
}

TEST(MidiOutputs, RefusesInASentence) {
  EXPECT_FALSE(MidiOutputs::create(mapping_with({}), 1));
  std::vector<motion::MappingOutput> many;
  for (int i = 0; i < 13; ++i) many.push_back({"o" + std::to_string(i), "", 0, 1});
  const auto refused = MidiOutputs::create(mapping_with(many), 1);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().text.find("'o12'"), std::string::npos) << refused.error().text;
  many.pop_back();
  EXPECT_TRUE(MidiOutputs::create(mapping_with(many), 1));
}

TEST(MidiOutputs, AFrameAllocatesNothing) {
  Sent s({{"key", "", 40, 90}, {"level", "", 0, 1}, {"macro1", "", 0, 1}});
  const std::vector<float> a{60, 1, 0.2f}, b{71, 0.5f, 0.9f};
  int count = 0;
  const auto send = [&](std::span<const uint8_t>) { ++count; };
  partials::test::NoAllocation guard;
  for (int i = 0; i < 100; ++i) s.midi.frame(i % 2 ? a : b, send);
  EXPECT_EQ(guard.count(), 0);
  EXPECT_GT(count, 300);
}

}  // namespace
}  // namespace partials::body
