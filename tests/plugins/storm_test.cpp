// SPDX-License-Identifier: MIT
// Guards against: crashes, NaN, allocation and block-size dependence under random events; instances that
// affect one another; an hour of silence that does not stay silent. PARTIALS_LONG=1 plays longer and more.
#include <cstdlib>

#include "plugins.h"

namespace partials::hosting {
namespace {

const bool kLong = std::getenv("PARTIALS_LONG") != nullptr;

class Storm : public Plugin {};

bool finite(const std::vector<float>& x) {
  for (float v : x)
    if (!std::isfinite(v) || std::fabs(v) > 1) return false;
  return true;
}

TEST_P(Storm, IsFiniteLimitedAllocatesNothingAndDoesNotDependOnBlocks) {
  for (uint64_t seed = 1; seed <= (kLong ? 100u : 8u); ++seed)
    for (const PlayerKind kind : {PlayerKind::instrument, PlayerKind::effect}) {
      Script script{48000, {}, {}, random_blocks(seed, 1024)};
      if (kind == PlayerKind::effect) script.in = sounds::note(300, 1, 48000, 0.2, seed);
      auto a = player(kind, 48000, 1024);
      script.events = storm(kind, a->abilities(), seed, script.frames, 48000, 400);
      // Without the limiter peaks would be free; another model is loaded by another thread, at no sample that
      // could be known.
      std::erase_if(script.events, [](const Event& e) {
        return e.kind == EventKind::parameter &&
               (e.index == kLimiter || e.index == kPreviousModel || e.index == kNextModel);
      });
      const StereoSound once = play(*a, script);
      EXPECT_TRUE(finite(once.left) && finite(once.right)) << "seed " << seed;
      auto b = player(kind, 48000, 1024);
      script.blocks = random_blocks(seed + 1000, 1024);
      EXPECT_TRUE(play(*b, script) == once) << "seed " << seed;
      expect_clean(*a);
    }
}

TEST_P(Storm, ThousandsOfEventsInOneBlockAreAllHeard) {
  auto p = player(PlayerKind::instrument);
  Script script{4800, {}, {}, {4800}};
  for (int i = 0; i < 4000; ++i) script.events.push_back(parameter(i, kTune, static_cast<float>(i % 100)));
  script.events.push_back(note_on(4000, 69, 1));
  const StereoSound heard = play(*p, script);
  EXPECT_EQ(peak(heard.left, 0, 4000), 0);
  EXPECT_GT(peak(heard.left, 4000), 0);
  EXPECT_NEAR(p->value(kTune), 99, 1e-6);
  expect_clean(*p);
}

TEST_P(Storm, StrangeInputDoesNotGetOut) {
  auto p = player(PlayerKind::effect);
  Script script{9600, {parameter(0, kMix, 50)}, sounds::note(300, 0.2, 48000), {64}};
  script.in[100] = std::numeric_limits<float>::quiet_NaN();
  script.in[200] = std::numeric_limits<float>::infinity();
  script.in[300] = 1e30f;
  script.in[400] = 1e-40f;
  const StereoSound heard = play(*p, script);
  EXPECT_TRUE(finite(heard.left));
  EXPECT_GT(peak(heard.left, 7000), 0.001);
}

TEST_P(Storm, ManyInstancesPlayAlikeAndComeAndGo) {
  const Script script{480, {note_on(3, 69, 0.9f)}, {}, {64}};
  std::vector<std::unique_ptr<Hosted>> all;
  StereoSound first;
  for (int i = 0; i < (kLong ? 200 : 20); ++i) {
    all.push_back(player(PlayerKind::instrument, 48000, 64));
    const StereoSound heard = play(*all.back(), script);
    if (i == 0) first = heard;
    EXPECT_TRUE(heard == first) << i;
  }
  while (all.size() > 1) all.erase(all.begin());
  all[0]->reset();
  EXPECT_TRUE(play(*all[0], script) == first);
}

TEST_P(Storm, LongSilenceIsSilentAndTheNextNoteIsAsTheFirst) {
  auto p = player(PlayerKind::instrument, 48000, 8192);
  std::vector<float> left(8192), right(8192);
  float* out[] = {left.data(), right.data()};
  for (int64_t at = 0; at < (kLong ? 3600 : 60) * 48000ll; at += 8192) {
    p->process({nullptr, 0, out, 2, 8192, {}});
    if (peak(left) > 0) {
      ADD_FAILURE() << "sound at sample " << at;
      break;
    }
  }
  const Script script{4800, {note_on(3, 69, 0.9f)}, {}, {64}};
  auto fresh = player(PlayerKind::instrument, 48000, 8192);
  EXPECT_TRUE(play(*p, script) == play(*fresh, script));
  expect_clean(*p);
}

TEST_P(Storm, TheEffectFallsSilentToTheLastBitAndHearsAgain) {
  auto p = player(PlayerKind::effect, 48000, 512);
  Script script{48000 * 6, {}, sounds::note(330, 1, 48000), {512}};
  script.in.resize(static_cast<size_t>(script.frames), 0.f);
  sounds::add(script.in, sounds::note(330, 0.5, 48000), 48000 * 5);
  const StereoSound heard = play(*p, script);
  EXPECT_GT(peak(heard.left, 24000, 48000), 0.01);
  EXPECT_EQ(peak(heard.left, 48000 * 4, 48000 * 5), 0);
  EXPECT_GT(peak(heard.left, 48000 * 5), 0.01);
}

TEST_P(Storm, StateUnderWayDoesNotDisturb) {
  const auto song = std::vector<Event>{note_on(0, 60, 0.7f, 1), note_on(2000, 64, 0.7f, 2)};
  auto quiet = player(PlayerKind::instrument), busy = player(PlayerKind::instrument);
  const StereoSound expected = play(*quiet, {9600, song, {}, {64}});
  const StereoSound heard = play(*busy, {9600, song, {}, {64}}, [&](int64_t) {
    (void)busy->save();
    busy->idle();
  });
  EXPECT_TRUE(heard == expected);
}

INSTANTIATE_TEST_SUITE_P(Files, Storm, testing::ValuesIn(plugin_files()), format_of);

}  // namespace
}  // namespace partials::hosting
