// SPDX-License-Identifier: MIT
// Keeps away: an LV2 plug-in that sounds unlike the library, depends on the host's blocks, allocates while it plays, misreports its
// latency, or loses its parameters or model with the project.
#include <filesystem>

#include "engine/session.h"
#include "plugins/plugins.h"

namespace partials::hosting {
namespace {

const std::vector<Event> kSong = {midi(100, 0x90, 69, 100), midi(3000, 0xb0, 1, 90), midi(5000, 0x90, 76, 60), midi(6001, 0xe0, 0, 80),
                                  midi(7003, 0xd0, 90, 0), midi(9000, 0x80, 69, 0), midi(11000, 0xb0, 74, 100), midi(14000, 0x80, 76, 0)};

class Lv2 : public testing::Test {
 protected:
  ModelFile model_;

  std::unique_ptr<Hosted> player(PlayerKind kind, double rate_hz) {
    auto opened = open_lv2(std::string(PARTIALS_LV2_FOLDER) + (kind == PlayerKind::effect ? "/partials-effect.lv2" : "/partials-instrument.lv2"), kind);
    EXPECT_TRUE(opened.ok()) << opened.error().text;
    auto p = std::move(opened).value();
    EXPECT_TRUE(p->load_model(model_.path()));
    EXPECT_TRUE(p->activate(rate_hz, 512));
    return p;
  }
  Heard library(PlayerKind kind, double rate_hz, const Script& script) {
    Session s(kind);
    EXPECT_TRUE(s.load_file(model_.path()));
    EXPECT_TRUE(s.engine().prepare(rate_hz, 512));
    return play(s.engine(), script);
  }
};

TEST_F(Lv2, TheInstrumentIsTheLibraryBitForBit) {
  for (const double rate : {44100.0, 96000.0}) {
    Script script{20000, kSong, {}, {512}};
    const Heard expected = library(PlayerKind::instrument, rate, script);
    EXPECT_GT(peak(expected.left), 0.01);
    for (const auto& blocks : {std::vector<int>{1}, {64}, {512}, random_blocks(1, 512)}) {
      auto p = player(PlayerKind::instrument, rate);
      script.blocks = blocks;
      EXPECT_TRUE(play(*p, script) == expected) << rate << " Hz, blocks of " << blocks[0];
      EXPECT_EQ(p->allocations(), 0);
    }
  }
}

TEST_F(Lv2, TheEffectIsTheLibraryBitForBitAndTellsItsLatency) {
  Script script{24000, {}, sounds::note(330, 0.5, 48000), {64}};
  const Heard expected = library(PlayerKind::effect, 48000, script);
  auto p = player(PlayerKind::effect, 48000);
  EXPECT_TRUE(play(*p, script) == expected);
  EXPECT_GT(peak(expected.left), 0.01);
  EXPECT_EQ(p->allocations(), 0);
  Engine engine(PlayerKind::effect);
  ASSERT_TRUE(engine.prepare(48000, 512));
  EXPECT_EQ(p->latency_samples(), engine.latency_samples());
}

TEST_F(Lv2, TheEffectSendsTheNotesItHears) {
  auto p = player(PlayerKind::effect, 48000);
  const Heard heard = play(*p, {48000, {parameter(0, kMidiOut, 1)}, sounds::note(440, 1, 48000), {64}});
  ASSERT_FALSE(heard.events.empty());
  EXPECT_EQ(heard.events[0].status, 0x90);
  EXPECT_EQ(heard.events[0].data1, 69);
}

// The state holds the model: it is there without its file, and what lies at its path by then does not take its place.
TEST_F(Lv2, AProjectKeepsItsModel) {
  const Script script{9000, kSong, {}, {64}};
  auto first = player(PlayerKind::instrument, 48000);
  const std::string state = first->save();
  const Heard expected = play(*first, script);
  const ModelFile other(2);
  std::filesystem::copy_file(other.path(), model_.path(), std::filesystem::copy_options::overwrite_existing);
  auto second = player(PlayerKind::instrument, 48000);
  EXPECT_FALSE(play(*second, script) == expected);
  ASSERT_TRUE(second->restore(state));
  ASSERT_TRUE(second->activate(44100, 512));
  ASSERT_TRUE(second->activate(48000, 512));
  EXPECT_TRUE(play(*second, script) == expected);
}

// The first sound is there at once, and gives way to what a project says, even if that is missing.
TEST_F(Lv2, AFreshInstanceSoundsAndAMissingModelIsNotReplaced) {
  const auto fresh = [] { return std::move(open_lv2(std::string(PARTIALS_LV2_FOLDER) + "/partials-instrument.lv2", PlayerKind::instrument)).value(); };
  const Script second{48000, {midi(0, 0x90, 69, 100)}, {}, {512}};
  auto p = fresh();
  ASSERT_TRUE(p->activate(48000, 512));
  EXPECT_GT(peak(play(*p, second).left), 0.02);
  std::string state;
  {
    const ModelFile gone(5, false);
    auto owner = fresh();
    ASSERT_TRUE(owner->load_model(gone.path()));
    ASSERT_TRUE(owner->activate(48000, 512));
    state = owner->save();
  }
  auto reopened = fresh();
  (void)reopened->restore(state);
  ASSERT_TRUE(reopened->activate(48000, 512));
  EXPECT_EQ(peak(play(*reopened, second).left), 0);
}

}  // namespace
}  // namespace partials::hosting
