// SPDX-License-Identifier: MIT
// Keeps away: a plug-in that sounds unlike the library, depends on the host's blocks, starts notes late, loses its state or model,
// moves the dry sound, keeps ended notes, or talks to the host on the wrong thread.
#include "engine/session.h"
#include "plugins.h"

namespace partials::hosting {
namespace {

const std::vector<Event> kSong = {
    note_on(100, 69, 0.8f, 1), parameter(3001, kMacro1 + 1, 0.9f), note_on(5000, 76, 0.5f, 2),
    expression(5600, EventKind::tuning, 1, 0.5f), expression(6200, EventKind::volume, 2, 0.5f), expression(6300, EventKind::pan, 2, 0.2f),
    expression(6400, EventKind::vibrato, 1, 0.7f), expression(6500, EventKind::expression, 1, 0.8f), expression(6600, EventKind::brightness, 1, 0.9f),
    expression(6700, EventKind::pressure, 2, 0.6f), parameter(7003, kOutput, -6), expression(7100, EventKind::modulation, 2, 0.3f, kMacro1),
    midi(8000, 0xb0, 1, 90), note_off(9000, 69, 1), parameter(9500, kTune, 40), midi(11000, 0x90, 60, 90), midi(14000, 0x80, 60, 0)};

std::unique_ptr<Session> library(PlayerKind kind, const std::string& model, double rate_hz, int max_block) {
  auto s = std::make_unique<Session>(kind);
  EXPECT_TRUE(s->load_file(model));
  EXPECT_TRUE(s->engine().prepare(rate_hz, max_block));
  return s;
}

TEST_P(Plugin, IsTheLibraryBitForBitAtAnyBlockSizeAndRate) {
  for (const double rate : {8000.0, 44100.0, 48000.0, 192000.0}) {
    const auto engine = library(PlayerKind::instrument, model_.path(), rate, 8192);
    Script script{20000, kSong, {}, {8192}};
    const Heard expected = play(engine->engine(), script);
    EXPECT_GT(peak(expected.left), 0.01);
    for (const auto& blocks : {std::vector<int>{1}, {64}, {8192}, random_blocks(1)}) {
      if (blocks.size() == 1 && blocks[0] == 1 && rate != 48000) continue;
      auto p = player(PlayerKind::instrument, rate);
      script.blocks = blocks;
      EXPECT_TRUE(play(*p, script) == expected) << rate << " Hz, blocks of " << blocks[0];
      expect_clean(*p);
    }
  }
}

TEST_P(Plugin, TheEffectIsTheLibraryBitForBit) {
  const auto engine = library(PlayerKind::effect, model_.path(), 48000, 512);
  Script script{24000, {parameter(5000, kMix, 60), parameter(12000, kTranspose, 5)}, sounds::note(330, 0.5, 48000), {512}};
  const Heard expected = play(engine->engine(), script);
  EXPECT_GT(peak(expected.left), 0.01);
  for (const auto& blocks : {std::vector<int>{64}, random_blocks(2, 512)}) {
    auto p = player(PlayerKind::effect, 48000, 512);
    script.blocks = blocks;
    EXPECT_TRUE(play(*p, script) == expected) << blocks[0];
    expect_clean(*p);
  }
}

// A note's wave begins at zero, so what is compared is the same note played at sample 0.
TEST_P(Plugin, ANotesFirstSampleIsAtItsOwnSample) {
  auto first = player(PlayerKind::instrument);
  const Heard at_zero = play(*first, {4800, {note_on(0, 69, 1)}, {}, {64}});
  ASSERT_GT(peak(at_zero.left, 0, 2), 0);
  for (const size_t at : {1u, 63u, 64u, 777u}) {
    auto p = player(PlayerKind::instrument);
    const Heard heard = play(*p, {4800, {note_on(static_cast<int>(at), 69, 1)}, {}, {64}});
    EXPECT_EQ(peak(heard.left, 0, at), 0);
    EXPECT_TRUE(std::equal(heard.left.begin() + static_cast<long>(at), heard.left.end(), at_zero.left.begin())) << at;
  }
}

TEST_P(Plugin, BypassAndDrySoundAreTheInputAtTheDeclaredLatency) {
  for (const int index : {static_cast<int>(kBypass), static_cast<int>(kMix)}) {
    auto p = player(PlayerKind::effect);
    const auto latency = static_cast<size_t>(p->latency_samples());
    EXPECT_GT(latency, 0u);
    Script script{24000, {parameter(0, index, index == kBypass ? 1.f : 0.f)}, sounds::noise(0.5, 48000, 0.1, 3), {64}};
    const Heard heard = play(*p, script);
    double worst = 0;
    for (size_t i = 4800 + latency; i < heard.left.size(); ++i) worst = std::max(worst, std::fabs(static_cast<double>(heard.left[i] - script.in[i - latency])));
    EXPECT_LT(worst, 1e-6);
  }
}

TEST_P(Plugin, StateBringsBackParametersAndTheModelItself) {
  auto a = player(PlayerKind::instrument);
  (void)play(*a, {64, {parameter(0, kTune, 33), parameter(0, kMacro1 + 2, 0.25f)}, {}, {64}});
  const std::string state = a->save();
  ASSERT_FALSE(state.empty());
  auto b = open(GetParam(), PlayerKind::instrument);
  ASSERT_TRUE(b->restore(state));
  EXPECT_NEAR(b->value(kTune), 33, 1e-4);
  ASSERT_TRUE(b->activate(48000, 512));
  a->reset();
  const Script script{9600, {note_on(5, 69, 0.7f)}, {}, {64}};
  EXPECT_TRUE(play(*a, script) == play(*b, script));
  EXPECT_EQ(b->save(), state);
}

TEST_P(Plugin, ADamagedStateChangesNothing) {
  auto p = player(PlayerKind::instrument);
  const std::string state = p->save();
  EXPECT_FALSE(p->restore(state.substr(0, 40)));
  EXPECT_FALSE(p->restore(""));
  EXPECT_FALSE(p->restore("nonsense"));
  EXPECT_EQ(p->save(), state);
}

TEST_P(Plugin, AModelThatIsMissingIsSaidAndStaysSilent) {
  auto p = player(PlayerKind::instrument);
  std::string state = p->save();
  state.resize(state.find("\"sha256\"") + 60);  // nonsense: refused
  EXPECT_FALSE(p->restore(state));
  auto empty = open(GetParam(), PlayerKind::instrument);
  EXPECT_FALSE(empty->load_model(model_.path() + ".missing"));
  ASSERT_TRUE(empty->activate(48000, 512));
  const Heard heard = play(*empty, {4800, {note_on(0, 69, 1)}, {}, {64}});
  EXPECT_EQ(peak(heard.left), 0);
  EXPECT_NE(empty->log().find("missing"), std::string::npos);
}

TEST_P(Plugin, ASwapWhilePlayingNeitherClicksNorAllocates) {
  const ModelFile other(2);
  auto p = player(PlayerKind::instrument);
  const Heard heard = play(*p, {48000, {note_on(0, 69, 0.8f, 7)}, {}, {64}}, [&](int64_t at) {
    if (at == 64 * 250) { EXPECT_TRUE(p->load_model(other.path())); }
    p->idle();
  });
  double step = 0, before = 0;
  for (size_t i = 9601; i < heard.left.size(); ++i) {
    const double d = std::fabs(static_cast<double>(heard.left[i] - heard.left[i - 1]));
    (i < 16000 ? before : step) = std::max(i < 16000 ? before : step, d);
  }
  EXPECT_LT(step, 3 * before + 0.02);
  EXPECT_GT(peak(heard.left, 40000), 0.001);  // the key that is down sounds on
  expect_clean(*p);
}

TEST_P(Plugin, EndedNotesAreToldWithTheirIds) {
  auto p = player(PlayerKind::instrument);
  if (!p->abilities().note_ends) GTEST_SKIP() << "This format does not tell the ends of notes.";
  const Heard heard = play(*p, {96000 * 4, {note_on(0, 69, 0.8f, 41), note_on(0, 72, 0.8f, 42), note_off(4800, 69, 41), expression(9600, EventKind::choke, 42, 0)}, {}, {512}});
  std::vector<int> ids;
  for (const Event& e : heard.events)
    if (e.kind == EventKind::note_end) {
      ids.push_back(e.note_id);
      EXPECT_EQ(e.key, e.note_id == 41 ? 69 : 72);
    }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(ids, (std::vector<int>{41, 42}));
}

TEST_P(Plugin, TheEffectTellsTheNotesItHears) {
  auto p = player(PlayerKind::effect);
  const Heard heard = play(*p, {48000, {parameter(0, kMidiOut, 1)}, sounds::note(440, 0.6, 48000), {256}});
  ASSERT_FALSE(heard.events.empty());
  EXPECT_EQ(heard.events[0].status, 0x90);
  EXPECT_EQ(heard.events[0].data1, 69);
  expect_clean(*p);
}

TEST_P(Plugin, LatencyChangesOnlyThroughTheHostsRestart) {
  auto p = player(PlayerKind::effect);
  const int before = p->latency_samples();
  (void)play(*p, {512, {parameter(0, kLowestNote, 67)}, {}, {64}});
  EXPECT_TRUE(p->restart_asked());
  EXPECT_EQ(p->latency_samples(), before);
  ASSERT_TRUE(p->activate(48000, 512));
  EXPECT_LT(p->latency_samples(), before);
  EXPECT_FALSE(p->restart_asked());
}

TEST_P(Plugin, EveryParameterHasTextBothWays) {
  auto p = player(PlayerKind::instrument);
  for (int i = 0; i < kParameterCount; ++i) {
    const Parameter& q = kParameters[static_cast<size_t>(i)];
    if (!q.instrument) continue;
    double back = -1e9;
    EXPECT_TRUE(p->value_of_text(i, p->text(i, static_cast<double>(q.max)), back)) << q.id;
    EXPECT_NEAR(back, static_cast<double>(q.max), 1e-3 * static_cast<double>(q.max - q.min)) << q.id;
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Plugin, testing::ValuesIn(plugin_files()), [](const auto& info) {
  std::string name = info.param.substr(info.param.rfind('/') + 1);
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
});

}  // namespace
}  // namespace partials::hosting
