// SPDX-License-Identifier: MIT
// Guards against: a plug-in that sounds unlike the library, depends on the host's blocks, starts notes late,
// loses its state or model, moves the dry sound, keeps ended notes, or talks to the host on the wrong thread.
#include <filesystem>

#include "plugins.h"

namespace partials::hosting {
namespace {

const std::vector<Event> kSong = {note_on(100, 69, 0.8f, 1),
                                  parameter(3001, kMacro1 + 1, 0.9f),
                                  note_on(5000, 76, 0.5f, 2),
                                  expression(5600, EventKind::tuning, 1, 0.5f),
                                  expression(6200, EventKind::volume, 2, 0.5f),
                                  expression(6300, EventKind::pan, 2, 0.2f),
                                  expression(6400, EventKind::vibrato, 1, 0.7f),
                                  expression(6500, EventKind::expression, 1, 0.8f),
                                  expression(6600, EventKind::brightness, 1, 0.9f),
                                  expression(6700, EventKind::pressure, 2, 0.6f),
                                  parameter(7003, kOutput, -6),
                                  expression(7100, EventKind::modulation, 2, 0.3f, kMacro1),
                                  midi(8000, 0xb0, 1, 90),
                                  note_off(9000, 69, 1),
                                  parameter(9500, kTune, 40),
                                  midi(11000, 0x90, 60, 90),
                                  midi(11500, 0xe0, 127, 127),
                                  midi(12000, 0xd0, 90, 0),
                                  midi(12300, 0xa0, 60, 70),
                                  midi(12700, 0xe0, 5, 60),
                                  midi(14000, 0x80, 60, 0)};

TEST_P(Plugin, IsTheLibraryBitForBitAtAnyBlockSizeAndRate) {
  for (const double rate : {8000.0, 44100.0, 48000.0, 192000.0}) {
    Script script{20000, kSong, {}, {8192}};
    const StereoSound expected = library(PlayerKind::instrument, rate, 8192, script);
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
  Script script{24000,
                {parameter(5000, kMix, 60), parameter(12000, kTranspose, 5)},
                sounds::note(330, 0.5, 48000),
                {512}};
  const StereoSound expected = library(PlayerKind::effect, 48000, 512, script);
  EXPECT_GT(peak(expected.left), 0.01);
  for (const auto& blocks : {std::vector<int>{64}, random_blocks(2, 512)}) {
    auto p = player(PlayerKind::effect, 48000, 512);
    script.blocks = blocks;
    EXPECT_TRUE(play(*p, script) == expected) << blocks[0];
    expect_clean(*p);
  }
}

// A host that sends notes, controllers and parameters in lists of their own does not send them by time: here
// the pedal comes after the second note, for a sample before it, and something later comes after that.
TEST_P(Plugin, NothingThatHappensAtOneSampleIsLost) {
  const Script script{
      12000,
      {parameter(10, kTune, 20), note_on(10, 60, 0.8f, 1), midi(10, 0xb0, 64, 127), parameter(30, kTune, 0),
       note_on(50, 64, 0.8f, 2), midi(80, 0xb0, 74, 100), note_off(5000, 60, 1), note_off(5100, 64, 2)},
      {},
      {4096}};
  auto p = player(PlayerKind::instrument);
  const StereoSound heard = play(*p, script);
  EXPECT_TRUE(heard == library(PlayerKind::instrument, 48000, 8192, script));
  EXPECT_GT(peak(heard.left, 11000), 0.01) << "the pedal holds both notes";
}

// A note's wave begins at zero, so what is compared is the same note played at sample 0.
TEST_P(Plugin, ANotesFirstSampleIsAtItsOwnSample) {
  auto first = player(PlayerKind::instrument);
  const StereoSound at_zero = play(*first, {4800, {note_on(0, 69, 1)}, {}, {64}});
  ASSERT_GT(peak(at_zero.left, 0, 2), 0);
  for (const size_t at : {1u, 63u, 64u, 777u}) {
    auto p = player(PlayerKind::instrument);
    const StereoSound heard = play(*p, {4800, {note_on(static_cast<int>(at), 69, 1)}, {}, {64}});
    EXPECT_EQ(peak(heard.left, 0, at), 0);
    EXPECT_TRUE(
        std::equal(heard.left.begin() + static_cast<long>(at), heard.left.end(), at_zero.left.begin()))
        << at;
  }
}

TEST_P(Plugin, BypassAndDrySoundAreTheInputAtTheDeclaredLatency) {
  for (const int index : {static_cast<int>(kBypass), static_cast<int>(kMix)}) {
    auto p = player(PlayerKind::effect);
    const auto latency = static_cast<size_t>(p->latency_samples());
    EXPECT_GT(latency, 0u);
    Script script{
        24000, {parameter(0, index, index == kBypass ? 1.f : 0.f)}, sounds::noise(0.5, 48000, 0.1, 3), {64}};
    const StereoSound heard = play(*p, script);
    double worst = 0;
    for (size_t i = 4800 + latency; i < heard.left.size(); ++i)
      worst = std::max(worst, std::fabs(static_cast<double>(heard.left[i] - script.in[i - latency])));
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

// The state wins over what lies at the model's path by now, and goes with an instance through other rates.
TEST_P(Plugin, AProjectKeepsItsModel) {
  const Script script{9000, kSong, {}, {64}};
  auto first = player(PlayerKind::instrument, 48000, 512);
  const std::string state = first->save();
  const StereoSound expected = play(*first, script);
  const ModelFile other(2);
  std::filesystem::copy_file(other.path(), model_.path(), std::filesystem::copy_options::overwrite_existing);
  auto second = player(PlayerKind::instrument, 48000, 512);
  EXPECT_FALSE(play(*second, script) == expected);
  ASSERT_TRUE(second->restore(state));
  ASSERT_TRUE(second->activate(44100, 512));
  ASSERT_TRUE(second->activate(48000, 512));
  EXPECT_TRUE(play(*second, script) == expected);
}

TEST_P(Plugin, ADamagedStateChangesNothing) {
  auto p = player(PlayerKind::instrument);
  const std::string state = p->save();
  // may be taken: the model's file is still at its place
  (void)p->restore(state.substr(0, state.size() / 2));
  for (const std::string& damaged : {state.substr(0, 40), std::string(), std::string("nonsense")}) {
    const bool taken = p->restore(damaged);
    EXPECT_FALSE(taken && p->abilities().errors) << damaged.size() << " bytes";
  }
  EXPECT_EQ(p->save(), state);
}

TEST_P(Plugin, AModelThatIsMissingIsSaidAndStaysSilent) {
  auto empty = open(GetParam(), PlayerKind::instrument);
  const bool loaded = empty->load_model(model_.path() + ".missing").ok();
  ASSERT_TRUE(empty->activate(48000, 512));
  const StereoSound heard = play(*empty, {4800, {note_on(0, 69, 1)}, {}, {64}});
  EXPECT_EQ(peak(heard.left), 0);
  if (!empty->abilities().errors) GTEST_SKIP() << "Silent. This format leaves it to the window to say why.";
  EXPECT_FALSE(loaded);
  EXPECT_NE(empty->log().find("missing"), std::string::npos);
}

TEST_P(Plugin, ASwapWhilePlayingNeitherClicksNorAllocates) {
  const ModelFile other(2);
  auto p = player(PlayerKind::instrument);
  const StereoSound heard = play(*p, {48000, {note_on(0, 69, 0.8f, 7)}, {}, {64}}, [&](int64_t at) {
    if (at == 64 * 250) {
      EXPECT_TRUE(p->load_model(other.path()));
    }
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
  const StereoSound heard = play(*p, {96000 * 4,
                                      {note_on(0, 69, 0.8f, 41), note_on(0, 72, 0.8f, 42),
                                       note_off(4800, 69, 41), expression(9600, EventKind::choke, 42, 0)},
                                      {},
                                      {512}});
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
  const StereoSound heard =
      play(*p, {48000, {parameter(0, kMidiOut, 1)}, sounds::note(440, 0.6, 48000), {256}});
  ASSERT_FALSE(heard.events.empty());
  EXPECT_EQ(heard.events[0].status, 0x90);
  EXPECT_EQ(heard.events[0].data1, 69);
  expect_clean(*p);
}

TEST_P(Plugin, LatencyChangesOnlyThroughTheHostsRestart) {
  auto p = player(PlayerKind::effect);
  const int before = p->latency_samples();
  (void)play(*p, {512, {parameter(0, kLowestNote, 67)}, {}, {64}});
  p->idle();
  EXPECT_EQ(p->restart_asked(), p->abilities().restarts);
  EXPECT_EQ(p->latency_samples(), before);
  ASSERT_TRUE(p->activate(48000, 512));
  EXPECT_LT(p->latency_samples(), before);
  (void)play(*p, {512, {}, {}, {64}});
  p->idle();
  EXPECT_FALSE(p->restart_asked());
}

TEST_P(Plugin, TheTailIsTold) {
  auto p = player(PlayerKind::instrument);
  if (!p->abilities().tail) GTEST_SKIP() << "This format knows no tails.";
  Session s(PlayerKind::instrument);
  ASSERT_TRUE(s.load_file(model_.path()) && s.engine().prepare(48000, 8192));
  EXPECT_GT(p->tail_s(), 0.01);
  EXPECT_NEAR(p->tail_s(), s.engine().tail_s(), 1e-4);
}

TEST_P(Plugin, EveryParameterHasTextBothWays) {
  auto p = player(PlayerKind::instrument);
  if (!p->abilities().texts) GTEST_SKIP() << "In this format hosts write the text themselves.";
  for (int i = 0; i < kParameterCount; ++i) {
    const Parameter& q = kParameters[static_cast<size_t>(i)];
    if (!q.instrument) continue;
    double back = -1e9;
    EXPECT_TRUE(p->value_of_text(i, p->text(i, static_cast<double>(q.max)), back)) << q.id;
    EXPECT_NEAR(back, static_cast<double>(q.max), 1e-3 * static_cast<double>(q.max - q.min)) << q.id;
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Plugin, testing::ValuesIn(plugin_files()), format_of);

}  // namespace
}  // namespace partials::hosting
