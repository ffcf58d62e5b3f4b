// SPDX-License-Identifier: MIT
// Control of the learned room: macro, --mix, and the tail of a note that has ended. Guards against: a room
// that cannot be turned down, one that changes at the neutral value, a tail that ignores the control, a
// control without a room.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "families/families.h"
#include "families/instrument/mix_parts.h"
#include "families/instrument/performance_inputs.h"
#include "families/instrument/timbre_controls.h"
#include "families/instrument/voice.h"
#include "play/engine.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kRoom = kMacro1 + 7;
// what may be left of the room, of the dry sound, once it is turned down by 60 dB
constexpr double kDryDb = -55;

// The reference preset in a room of half a second, as loud as the dry sound; or in none.
Model model(bool in_a_room) {
  Model m = test::tiny_model(1, "reference");
  for (const WeightEntry& e : m.table.entries)
    for (size_t i = 0; e.name == "room.taps" && in_a_room && i < e.size(); ++i)
      m.weights[e.offset + i] =
          0.05f * random_bipolar(1, i) * static_cast<float>(std::exp(-14.0 * static_cast<double>(i) / 16000));
  return m;
}

double level_db(const std::vector<float>& x) {
  double sum = 0;
  for (float v : x) sum += static_cast<double>(v) * static_cast<double>(v);
  return 10 * std::log10(sum + 1e-30);
}
double difference_db(const std::vector<float>& a, const std::vector<float>& b) {
  std::vector<float> rest(a);
  for (size_t i = 0; i < rest.size(); ++i) rest[i] -= b.at(i);
  return level_db(rest) - level_db(a);
}

std::vector<float> note_in_the_engine(const Model& m, float room) {
  Engine engine{PlayerKind::instrument, sound_maker()};
  EXPECT_TRUE(engine.prepare(kRate, 64));
  engine.set_value(kMatchLevel, 0);
  engine.set_value(kRoom, room);
  EXPECT_TRUE(engine.load(std::make_shared<const Model>(m)));
  Event on;
  on.kind = EventKind::note_on;
  on.channel = 0;
  on.key = 69;
  on.value = 0.8f;
  on.note_id = 1;
  std::vector<float> out(64 * 400);
  for (size_t at = 0; at < out.size(); at += 64) {
    float right[64], *io[] = {out.data() + at, right};
    engine.process(
        {nullptr, 0, io, 2, 64, at == 64 * 40 ? std::span<const Event>(&on, 1) : std::span<const Event>()});
  }
  return out;
}

TEST(Room, ItsMacroGoesFromTheDrySoundToTheLearnedOneAndBeyond) {
  const Model wet = model(true), dry = model(false);
  const auto learned = note_in_the_engine(wet, 0.5f), none = note_in_the_engine(dry, 0.5f);
  ASSERT_GT(difference_db(none, learned), -10) << "this room is hardly heard, and tests nothing";
  EXPECT_LT(difference_db(none, note_in_the_engine(wet, 0)), kDryDb);
  EXPECT_GT(level_db(note_in_the_engine(wet, 1)), level_db(learned) + 3);
}

template <class Controls>
std::vector<float> voice(const Graph& graph, const Model& m, Controls&& controls) {
  Voice v;
  EXPECT_TRUE(v.prepare(graph, m.weights.data(), kRate, 64));
  std::vector<float> out(kRate);
  v.render(out.data(), kRate, controls);
  return out;
}
// of the note; hops of 10 ms. Untrained weights do not know silence, so both its parts are turned off
constexpr int kLastFrame = 30;
FrameControls note(int64_t frame, float room_db) {
  const float db = frame < kLastFrame ? 0.f : -200.f;
  return {440, -20, {.partials_db = db, .noise_db = db, .room_db = room_db}};
}

FrameControls held(int64_t) { return {440, -20, {}}; }

TEST(Room, WhileItRestsTheSoundIsTheModelsBitForBit) {
  const Model m = model(true);
  EXPECT_EQ(voice(with_performance_inputs(m.graph), m, held), voice(m.graph, m, held));
}

TEST(Room, TheTailOfANoteThatHasEndedFollowsIt) {
  const Model m = model(true);
  const Graph graph = with_performance_inputs(m.graph);
  const auto still = voice(graph, m, [](int64_t frame) { return note(frame, 0); });
  const auto turned =
      voice(graph, m, [](int64_t frame) { return note(frame, frame < kLastFrame + 10 ? 0.f : -20.f); });
  const auto tail = [](const std::vector<float>& x) {
    return std::vector<float>(x.begin() + kRate * (kLastFrame + 12) / 100,
                              x.begin() + kRate * (kLastFrame + 30) / 100);
  };
  EXPECT_NEAR(level_db(tail(turned)) - level_db(tail(still)), -20, 0.1);
  EXPECT_TRUE(std::equal(still.begin(), still.begin() + kRate * (kLastFrame + 10) / 100, turned.begin()));
}

TEST(Room, MixTurnsItWhereverTheReverbStands) {
  const Model wet = model(true), dry = model(false);
  Graph turned = wet.graph;
  ASSERT_TRUE(turn_part(turned, "room", -60));
  const auto none = voice(dry.graph, dry, held);
  EXPECT_LT(difference_db(none, voice(turned, wet, held)), kDryDb);
  EXPECT_LT(difference_db(none, voice(with_performance_inputs(turned), wet, held)), kDryDb);
  ASSERT_TRUE(turn_part(turned, "room", 60));  // and back
  EXPECT_EQ(voice(turned, wet, held), voice(wet.graph, wet, held));
}

TEST(Room, AModelWithoutOneHasNoKnobForIt) {
  EXPECT_EQ(names_of(instrument_controls(with_performance_inputs(model(false).graph)))[7], "Room");
  EXPECT_EQ(names_of(instrument_controls(with_performance_inputs(test::tiny_model().graph)))[7], "");
}

}  // namespace
}  // namespace partials
