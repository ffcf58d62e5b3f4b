// SPDX-License-Identifier: MIT
// The objects that are signals, and partials.learn, in the test host of Max. Keeps away objects that sound
// other than in Pure Data.
#include <cmath>

#include "analysis/analyser.h"
#include "max_case.h"
#include "support/sounds.h"

namespace partials::test {
namespace {

class SignalsInMax : public InMax {};

std::vector<float> sine(double hz, float level, size_t samples) {
  std::vector<float> x(samples);
  for (size_t i = 0; i < samples; ++i)
    x[i] = level * static_cast<float>(std::sin(2 * M_PI * hz * static_cast<double>(i) / kRate));
  return x;
}

TEST_F(SignalsInMax, HearIsTheAnalyserSampleBySample) {
  void* hear = make("partials.hear~");
  const std::vector<float> in = sine(330, 0.3f, 14400);
  const auto heard = host.play(hear, kRate, 64, 14400, {in});
  ASSERT_EQ(heard.size(), 3u);
  Analyser analyser;
  ASSERT_TRUE(analyser.prepare(kRate, {}).ok());
  for (size_t i = 0; i < in.size(); ++i) {
    analyser.process(&in[i], 1);
    ASSERT_EQ(heard[0][i], analyser.newest().f0_hz) << "sample " << i;
    ASSERT_EQ(heard[1][i], analyser.newest().loudness_db) << "sample " << i;
    ASSERT_EQ(heard[2][i], analyser.newest().confidence) << "sample " << i;
  }
  EXPECT_NEAR(heard[0].back(), 330, 0.5);
}

TEST_F(SignalsInMax, NodeIsAProcessorWhoseInputsMessagesSet) {
  void* opens = make("partials.node~ lowpass cutoff_hz 20000");
  EXPECT_EQ(host.inlets(opens), 1);
  EXPECT_EQ(host.inlets(make("partials.node~ lowpass cutoff_hz ~ damping ~")), 3);
  later(250, opens, "cutoff_hz 800");
  later(100, opens, "sparkle 3");
  const auto heard = host.play(opens, kRate, 64, 24000, {sine(8000, 1, 24000)});
  EXPECT_GT(peak_of(heard[0], 4800, 11900), 0.5f);
  EXPECT_LT(peak_of(heard[0], 16000), 0.03f);
  EXPECT_EQ(host.make("partials.node~ no_such_thing"), nullptr);
  const auto console = host.take_console();
  EXPECT_EQ(console.size(), 2u) << joined(console);
  EXPECT_TRUE(holds(console, "'sparkle 3' sets no input here")) << joined(console);
  EXPECT_TRUE(holds(console, "There is no processor 'no_such_thing'")) << joined(console);
}

TEST_F(SignalsInMax, PartsOfAModelSoundAsWithinIt) {
  constexpr int kSamples = 24576, kVector = 128;
  const std::vector<float> f0(kSamples, 440), loudness(kSamples, -20);
  const auto spectra = host.play(ready("partials.decoder~ " + kViolin), kRate, kVector, kSamples, {f0, loudness});
  ASSERT_EQ(spectra.size(), 2u);
  void* bank = ready("partials.bank~ " + kViolin);
  void* noise = ready("partials.noise~ " + kViolin);
  const std::vector<float> wanted = by_plan("bank.out", 440, -20, kSamples);
  EXPECT_GT(peak_of(wanted), 0.05f);
  expect_same(host.play(bank, kRate, kVector, kSamples, {f0, spectra[0]})[0], wanted);
  expect_same(host.play(noise, kRate, kVector, kSamples, {spectra[1]})[0],
              by_plan("breath.out", 440, -20, kSamples));
  EXPECT_TRUE(host.take_console().empty());
}

TEST_F(SignalsInMax, PartsSayWhatTheyLackAndNaNIsNotPassedOn) {
  void* room = ready("partials.room~ " + kViolin);
  void* bank = ready("partials.bank~ no-such-model");
  void* small = ready("partials.decoder~ " + kViolin);
  host.play(room, kRate, 64, 6400);
  EXPECT_EQ(peak_of(host.play(bank, kRate, 64, 6400)[0]), 0.f);
  const std::vector<float> nan(6400, std::nanf(""));
  for (const auto& spectrum : host.play(small, kRate, 64, 6400, {nan, nan}))
    for (const float x : spectrum) ASSERT_TRUE(std::isfinite(x));
  const auto console = host.take_console();
  EXPECT_TRUE(holds(console, "has no room")) << joined(console);
  EXPECT_TRUE(holds(console, "no-such-model")) << joined(console);
  EXPECT_TRUE(holds(console, "set the signal vector to 128 samples")) << joined(console);
}

TEST_F(SignalsInMax, APlainRoomRings) {
  std::vector<float> click(24000, 0.f);
  click[100] = 1;
  EXPECT_GT(peak_of(host.play(ready("partials.room~"), kRate, 64, 24000, {click})[0], 4800), 1e-4f);
}

TEST_F(SignalsInMax, LearnTakesBuffersAndRefusesWhatItCannotUse) {
  void* learn = make("partials.learn test");
  host.set_buffer("empty", {}, 1, 48000);
  for (const char* text : {"start", "sparkle 1", "buffer nothing", "buffer", "buffer empty", "minutes -1"})
    host.send(learn, text);
  const auto console = host.take_console();
  EXPECT_EQ(console.size(), 6u) << joined(console);
  EXPECT_TRUE(holds(console, "There is nothing to learn from")) << joined(console);
  EXPECT_TRUE(holds(console, "There is no buffer~ 'nothing'")) << joined(console);
}

}  // namespace
}  // namespace partials::test
