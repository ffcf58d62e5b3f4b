// SPDX-License-Identifier: MIT
// partials~ and partials.fx~ in the test host of Max: bit for bit what the engine plays and what Pure Data
// plays, at any signal vector size; and wrong messages change nothing. Keeps away hosts that change the
// sound.
#include <cmath>

#include "max_case.h"
#include "support/wrong_messages.h"

namespace partials::test {
namespace {

class PlayerInMax : public InMax {
 protected:
  // kPhrase as messages of the scheduler: at 100.3 ms is sample 4814.4.
  void play_phrase(void* synth) {
    later(100.3, synth, "69 100");
    later(50, synth, "at 150 72 80");
    later(300.85, synth, "brightness 0.8");
    later(500, synth, "69 0");
    later(500, synth, "at 100.5 72 0");
  }
};

class Vectors : public PlayerInMax, public testing::WithParamInterface<long> {};

TEST_P(Vectors, OfAnySizeGiveTheEnginesSamples) {
  void* synth = ready("partials~ " + kViolin);
  play_phrase(synth);
  const auto heard = host.play(synth, kRate, GetParam(), 38400);
  const Played wanted = by_engine(PlayerKind::instrument, kPhrase, 38400);
  EXPECT_GT(peak_of(wanted.left), 0.05f);
  ASSERT_EQ(heard.size(), 2u);
  expect_same(heard[0], wanted.left);
  expect_same(heard[1], wanted.right);
  EXPECT_TRUE(host.take_console().empty());
}
INSTANTIATE_TEST_SUITE_P(Sizes, Vectors, testing::Values(1, 16, 64, 1024));

TEST_F(PlayerInMax, TheEffectPlaysItsInputAsTheEngineDoes) {
  void* effect = ready("partials.fx~ " + kViolin);
  EXPECT_EQ(host.inlets(effect), 1);
  std::vector<float> in(38400);
  for (size_t i = 0; i < in.size(); ++i)
    in[i] = 0.3f * static_cast<float>(std::sin(2 * M_PI * 330 * static_cast<double>(i) / kRate));
  const auto heard = host.play(effect, kRate, 64, 38400, {in});
  const Played wanted = by_engine(PlayerKind::effect, {}, 38400, in);
  EXPECT_GT(peak_of(wanted.left), 0.05f);
  expect_same(heard[0], wanted.left);
}

TEST_F(PlayerInMax, WrongMessagesAreOneSentenceEachAndChangeNothing) {
  std::vector<std::string> wrong = wrong_messages();
  wrong.insert(wrong.end(), {"breath nan", "60.5"});
  void* synth = ready("partials~ " + kViolin);
  play_phrase(synth);
  for (size_t i = 0; i < wrong.size(); ++i) later(120 + 20 * static_cast<double>(i), synth, wrong[i]);
  later(700, synth, "wait");  // for the two that load
  const auto heard = host.play(synth, kRate, 64, 38400);
  expect_same(heard[0], by_engine(PlayerKind::instrument, kPhrase, 38400).left);
  const auto console = host.take_console();
  EXPECT_EQ(console.size(), wrong.size()) << joined(console);
  EXPECT_TRUE(holds(console, "no-such-model")) << joined(console);
  EXPECT_TRUE(holds(host.take_told(), "2 failed no-such-model"));
}

TEST_F(PlayerInMax, TellsWhatItIsAskedOnTheMainThread) {
  void* synth = ready("partials~ " + kViolin);
  for (const char* text : {"set output -6 dB", "get output", "info", "params", "dump"})
    later(100, synth, text);
  host.play(synth, kRate, 64, 9600);
  const auto told = host.take_told();
  for (const char* text : {"2 output -6", "2 info model", "2 info keys", "2 macros Breath", "2 params bypass",
                           "2 loaded Violin", "2 limiter 1"})
    EXPECT_TRUE(holds(told, text)) << text << "\n" << joined(told);
  EXPECT_TRUE(host.take_console().empty());
}

TEST_F(PlayerInMax, EnablePanicAndResetEndTheSound) {
  void* synth = ready("partials~ " + kViolin);
  later(10, synth, "69 100");
  later(400, synth, "enable 0");
  later(600, synth, "enable 1");
  later(650, synth, "69 100");
  later(1000, synth, "panic");
  later(1000, synth, "72 100");  // after it, so it sounds
  later(1400, synth, "reset");
  const std::vector<float> heard = host.play(synth, kRate, 64, 81600)[0];
  EXPECT_GT(peak_of(heard, 10000, 19000), 0.02f);
  EXPECT_EQ(peak_of(heard, 19400, 28700), 0.f);
  EXPECT_GT(peak_of(heard, 40000, 47000), 0.02f);
  EXPECT_GT(peak_of(heard, 52000, 67000), 0.02f);
  EXPECT_LT(peak_of(heard, 76000), 0.01f);
}

TEST_F(PlayerInMax, AModelSwapsWhileItPlaysAndIsSearchedAsMaxDoes) {
  host.add_folder(PARTIALS_SOURCE_DIR "/factory");
  void* synth = ready("partials~ violin");
  later(10, synth, "69 100");
  later(300, synth, "load flute.partials");
  later(310, synth, "wait");
  const auto heard = host.play(synth, kRate, 64, 48000);
  EXPECT_TRUE(holds(host.take_told(), "2 loaded Flute"));
  EXPECT_GT(peak_of(heard[0], 30000), 0.02f);
  EXPECT_TRUE(host.take_console().empty());
}

TEST_F(PlayerInMax, AnotherRateAndALongerVectorAreTakenWhenAudioStartsAgain) {
  void* synth = ready("partials~ " + kViolin);
  for (const double rate_hz : {48000.0, 44100.0, 96000.0}) {
    later(10, synth, "69 100");
    EXPECT_GT(peak_of(host.play(synth, rate_hz, rate_hz > 48000 ? 512 : 64, 20480)[0], 8000), 0.02f)
        << rate_hz;
    host.send(synth, "panic");
  }
  const MaxHost::Audio audio = host.prepare(synth, kRate, 64);
  std::vector<double> left(128, 1), right(128, 1);  // more than was promised: silent
  double* out[] = {left.data(), right.data()};
  audio.run(nullptr, out, 128);
  EXPECT_EQ(*std::max_element(left.begin(), left.end()), 0);
}

// More than there is room for is one sentence, not a thousand, and the next note sounds.
TEST_F(PlayerInMax, AFloodOfMessagesWithoutAudioIsTold) {
  void* synth = ready("partials~ " + kViolin);
  for (int i = 0; i < 5000; ++i) host.send(synth, "69 100");
  host.run_scheduler_to(host.now_ms() + 200);
  host.run_main();
  const auto console = host.take_console();
  EXPECT_EQ(console.size(), 1u) << joined(console);
  EXPECT_TRUE(holds(console, "messages wait for their time"));
  host.play(synth, kRate, 64, 4800);
  later(50, synth, "69 100");
  EXPECT_GT(peak_of(host.play(synth, kRate, 64, 24000)[0], 9600), 0.02f);
}

}  // namespace
}  // namespace partials::test
