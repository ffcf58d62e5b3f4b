// SPDX-License-Identifier: MIT
// A room after the sum of the voices. Guards against: an output that differs from a room in each voice, a
// room on one side only, a room that ignores its control, depends on block sizes, or needs as much memory.
#include "families/instrument/bus.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "families/instrument/instrument.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kSamples = kRate / 2;

// The small preset in a room of 0.2 s, in each voice or once behind them.
Model in_a_room(Scope scope) {
  Model m = test::tiny_model(1, "small");
  m.graph.nodes.push_back({"room", "impulse_reverb", {{"ir_s", 0.2}}, {{"in", "sum.out"}}, scope});
  m.graph.outputs["audio"] = "room.out";
  m.table = Plan<float>::compile(m.graph, {}).value().weights();
  m.weights = initial_weights(m.table, 1);
  for (const WeightEntry& e : m.table.entries)
    for (size_t i = 0; e.name == "room.taps" && i < e.size(); ++i)
      m.weights[e.offset + i] =
          0.05f * random_bipolar(1, i) * static_cast<float>(std::exp(-30.0 * static_cast<double>(i) / 44100));
  return m;
}

struct Stereo {
  std::vector<float> left = std::vector<float>(kSamples), right = left;
};

// Three notes, the middle one panned.
Stereo chord(const Model& m, int block, float room = 0.5f, Instrument* kept = nullptr) {
  Instrument own;
  Instrument& player = kept ? *kept : own;
  const auto ready = player.prepare(m, kRate, 512, {.voices = 4});
  EXPECT_TRUE(ready) << (ready ? "" : ready.error().text);
  std::array<float, kMacros> macros;
  macros.fill(0.5f);
  macros[7] = room;
  player.set_macros(macros);
  for (int i = 0; i < 3; ++i) {
    Event e;
    e.kind = EventKind::note_on;
    e.channel = 0;
    e.key = static_cast<int16_t>(60 + 4 * i);
    e.value = 0.8f;
    e.note_id = i;
    player.event(e);
    e.kind = EventKind::pan;
    e.value = i == 1 ? 0.1f : 0.5f;
    player.event(e);
  }
  Stereo out;
  for (int at = 0; at < kSamples; at += block)
    player.render(out.left.data() + at, out.right.data() + at, std::min(block, kSamples - at));
  return out;
}

double level_db(const std::vector<float>& x) {
  double sum = 1e-30;
  for (float v : x) sum += static_cast<double>(v) * v;
  return 10 * std::log10(sum);
}
double difference_db(const std::vector<float>& a, std::vector<float> b) {
  for (size_t i = 0; i < b.size(); ++i) b[i] -= a[i];
  return level_db(b) - level_db(a);
}

TEST(Bus, SoundsLikeARoomInEveryVoice) {
  const Stereo each = chord(in_a_room(Scope::voice), 256), once = chord(in_a_room(Scope::bus), 256);
  ASSERT_GT(level_db(each.left), -20);
  EXPECT_LT(difference_db(each.left, once.left), -80);
  EXPECT_LT(difference_db(each.right, once.right), -80);
}

TEST(Bus, IsTheSameInBlocksOfAnySizeAndAfterAReset) {
  const Model m = in_a_room(Scope::bus);
  const Stereo a = chord(m, 512), b = chord(m, 37);
  EXPECT_EQ(a.left, b.left);
  EXPECT_EQ(a.right, b.right);
  Instrument again;
  chord(m, 64, 0.5f, &again);
  EXPECT_EQ(chord(m, 64, 0.5f, &again).left, a.left);
}

TEST(Bus, HearsTheKnobOfTheRoom) {
  const Model m = in_a_room(Scope::bus);
  const Stereo learned = chord(m, 256), dry = chord(m, 256, 0), wet = chord(m, 256, 1);
  EXPECT_GT(difference_db(learned.left, dry.left), -30);
  EXPECT_GT(level_db(wet.left), level_db(learned.left) + 1);
}

TEST(Bus, RingsOnAfterTheVoicesAndCountsInTheTail) {
  Instrument voices, bus;
  ASSERT_TRUE(voices.prepare(in_a_room(Scope::voice), kRate, 512, {.voices = 4}));
  ASSERT_TRUE(bus.prepare(in_a_room(Scope::bus), kRate, 512, {.voices = 4}));
  EXPECT_NEAR(bus.tail_s(), voices.tail_s(), 1e-9);
  EXPECT_LT(bus.memory_bytes(), voices.memory_bytes() * 2 / 3) << "of eight slots, each had a room";
}

TEST(Bus, RefusesWhatASumCannotKnow) {
  auto refusal = [](auto&& change) {
    Model m = in_a_room(Scope::bus);
    change(m.graph);
    Instrument player;
    const auto ready = player.prepare(m, kRate, 512, {.voices = 1});
    return ready ? std::string() : ready.error().text;
  };
  EXPECT_NE(
      refusal([](Graph& g) { g.nodes.back().in["wet_gain_db"] = "in.loudness_db"; }).find("single notes"),
      std::string::npos);
  EXPECT_NE(refusal([](Graph& g) {
              for (Node& n : g.nodes)
                if (n.id == "sum") n.scope = Scope::bus;
            }).find("2 wires"),
            std::string::npos);
}

}  // namespace
}  // namespace partials
