// SPDX-License-Identifier: MIT
// Guards against: a click or a lost model when an instrument becomes an effect, keys pressed without audio
// that play when audio starts, an undetected loss of the audio server, MIDI that jitters with the audio
// callbacks, a removed connection that is restored.
#include "audio/stage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

#include "audio/midi_choice.h"
#include "audio/pace.h"
#include "support/tiny_model.h"

namespace partials::audio {
namespace {

constexpr int kFrames = 64;
constexpr double kRate = 48000;

struct Nothing final : CycleHooks {};

void load(Player& player) { (void)player.engine().load(std::make_shared<const Model>(test::tiny_model())); }

// One block; its loudest sample and its largest step from one sample to the next.
struct Heard {
  float peak = 0, step = 0;
};
Heard play(Stage& stage, float& last, std::span<const MidiMessage> messages = {}) {
  float out[2][kFrames] = {};
  Cycle cycle;
  cycle.out[0] = out[0];
  cycle.out[1] = out[1];
  cycle.frames = kFrames;
  cycle.rate_hz = kRate;
  cycle.messages = messages;
  stage.play(cycle);
  Heard heard;
  for (float x : out[0]) {
    heard.peak = std::max(heard.peak, std::fabs(x));
    heard.step = std::max(heard.step, std::fabs(x - last));
    last = x;
  }
  return heard;
}

Heard play_for(Stage& stage, float& last, int blocks) {
  Heard all;
  for (int i = 0; i < blocks; ++i) {
    const Heard one = play(stage, last);
    all.peak = std::max(all.peak, one.peak);
    all.step = std::max(all.step, one.step);
  }
  return all;
}

TEST(Stage, AnotherPlayerTakesOverWithoutAClick) {
  Player first(PlayerKind::instrument), second(PlayerKind::effect);
  Nothing hooks;
  Stage stage(first, hooks);
  load(first);
  stage.prepare(kRate, kFrames);
  float last = 0;
  const MidiMessage note{0, 3, {0x90, 69, 100}};
  (void)play(stage, last, {&note, 1});
  const Heard sounding = play_for(stage, last, 400);
  ASSERT_GT(sounding.peak, 0.01f);
  std::thread change([&] { stage.change_to(second); });
  Heard fading;
  while (&stage.player() == &first) {
    const Heard one = play(stage, last);
    fading.step = std::max(fading.step, one.step);
  }
  change.join();
  const Heard after = play_for(stage, last, 100);
  EXPECT_LT(fading.step, 1.5f * sounding.step);
  EXPECT_LT(after.step, 1.5f * sounding.step);
  EXPECT_LT(after.peak, 1e-3f);  // the effect has no model and no input
}

TEST(Stage, ChangesAlsoWhereNobodyPlays) {
  Player first(PlayerKind::instrument), second(PlayerKind::effect);
  Nothing hooks;
  Stage stage(first, hooks);
  stage.prepare(kRate, kFrames);
  stage.change_to(second);
  EXPECT_EQ(&stage.player(), &second);
}

TEST(Stage, KeysFromBeforeThereWasAudioAreForgotten) {
  Player player(PlayerKind::instrument);
  Nothing hooks;
  Stage stage(player, hooks);
  load(player);
  stage.prepare(kRate, kFrames);
  player.play_key(69, 0.8f);
  stage.prepare(kRate, kFrames);
  float last = 0;
  EXPECT_EQ(play_for(stage, last, 200).peak, 0.f);
  player.play_key(69, 0.8f);
  EXPECT_GT(play_for(stage, last, 200).peak, 0.01f);
}

TEST(Stage, HushesUntilItIsPreparedAgain) {
  Player player(PlayerKind::instrument);
  Nothing hooks;
  Stage stage(player, hooks);
  load(player);
  stage.prepare(kRate, kFrames);
  float last = 0;
  player.play_key(69, 0.8f);
  ASSERT_GT(play_for(stage, last, 400).peak, 0.01f);
  std::thread hush([&] { stage.hush(); });
  for (int i = 0; i < 200; ++i) {
    (void)play(stage, last);
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  hush.join();
  EXPECT_EQ(play_for(stage, last, 50).peak, 0.f);
  stage.prepare(kRate, kFrames);
  player.play_key(69, 0.8f);
  EXPECT_GT(play_for(stage, last, 400).peak, 0.01f);
}

TEST(Pace, AStreamThatNobodyPlaysIsNoticedAndOneThatComesInBurstsIsNot) {
  Pace bursts;
  double t = 0;
  for (int i = 0; i < 2000; ++i) {
    if (i % 8 == 0) t += 8 * 0.01;
    EXPECT_FALSE(bursts.runs_away(t, 0.01));
  }
  EXPECT_FALSE(bursts.runs_away(t + 100, 0.01));  // it stalled
  int calls = 0;
  while (!bursts.runs_away(t + 100 + 1e-5 * calls, 0.01)) ASSERT_LT(++calls, 200);
  EXPECT_GT(calls, 90);
}

TEST(BlockClock, MessagesKeepTheirDistancesWhereCallbacksWaver) {
  BlockClock clock;
  constexpr int kBlock = 256;
  double worst = 0, expected = -1;
  for (int block = 0; block < 4000; ++block) {
    const double wavering_s = 0.002 * std::sin(block * 1.7);
    clock.begin(block * kBlock / kRate + wavering_s, kBlock, kRate);
    if (block < 500) continue;
    const int at = clock.place(block * kBlock / kRate - 0.003);  // the same place in every block
    if (expected < 0) expected = at;
    worst = std::max(worst, std::fabs(at - expected));
  }
  EXPECT_LT(worst / kRate, 0.0005);  // a quarter of the wavering
}

TEST(BlockClock, LateMessagesComeAtOnceAndEarlyOnesWait) {
  BlockClock clock;
  clock.begin(10, 480, kRate);
  EXPECT_EQ(clock.place(9.5), 0);
  EXPECT_EQ(clock.place(9.995), 240);
  EXPECT_GE(clock.place(10.001), 480);
}

TEST(MidiChoice, KeyboardsAreJoinedWhenTheyComeAndAHandDecidesOtherwise) {
  MidiChoice choice;
  const MidiPort keys{"alsa:keys", "keys", false, true},
      through{"alsa:through", "Midi Through", false, false};
  EXPECT_TRUE(choice.to_join({keys, through}).empty());  // nobody asked for it
  choice = {};
  choice.join = true;
  EXPECT_EQ(choice.to_join({keys, through}), std::vector<std::string>{"alsa:keys"});
  EXPECT_TRUE(choice.to_join({keys, through}).empty());  // cut elsewhere since
  EXPECT_TRUE(choice.to_join({through}).empty());
  EXPECT_EQ(choice.to_join({keys, through}).size(), 1u);  // unplugged, plugged in
  choice.by_hand = {{"alsa:keys", false}, {"alsa:through", true}};
  (void)choice.to_join({});
  EXPECT_EQ(choice.to_join({keys, through}), std::vector<std::string>{"alsa:through"});
}

TEST(MidiChoice, NamesThatHoldATextInsteadOfKeyboards) {
  MidiChoice choice;
  choice.join = true;
  choice.holds = {"Through"};
  EXPECT_EQ(choice.to_join({{"a", "keys", false, true}, {"b", "Midi Through", false, false}}),
            std::vector<std::string>{"b"});
}

}  // namespace
}  // namespace partials::audio
