// SPDX-License-Identifier: MIT
// The objects that are signals, in Pure Data: hear~ is the analyser, node~ a processor, and the parts of a
// model, connected as they were, sound as within it. Keeps away parts that no longer fit together.
#include <cmath>

#include "analysis/analyser.h"
#include "pd_run.h"
#include "support/engine_phrase.h"

namespace partials::test {
namespace {

class SignalsInPd : public WithPd {};

TEST_F(SignalsInPd, HearIsTheAnalyserSampleBySample) {
  PatchText p;
  const int voice = p.object("osc~ 330"), level = p.object("*~ 0.3"), hear = p.object("partials.hear~");
  p.wire(voice, 0, level, 0);
  p.wire(level, 0, hear, 0);
  const PdRun run = run_in_pd(p, {{level, 0}, {hear, 0}, {hear, 1}, {hear, 2}}, kRate, 0.3);
  const std::vector<float> in = channel(run, 0), f0 = channel(run, 1), loudness = channel(run, 2),
                           confidence = channel(run, 3);
  Analyser analyser;
  ASSERT_TRUE(analyser.prepare(kRate, {}).ok());
  ASSERT_GT(in.size(), 14000u) << run.console;
  for (size_t i = 0; i < in.size(); ++i) {
    analyser.process(&in[i], 1);
    ASSERT_EQ(f0[i], analyser.newest().f0_hz) << "sample " << i;
    ASSERT_EQ(loudness[i], analyser.newest().loudness_db) << "sample " << i;
    ASSERT_EQ(confidence[i], analyser.newest().confidence) << "sample " << i;
  }
  EXPECT_NEAR(f0.back(), 330, 0.5);
  EXPECT_GT(confidence.back(), 0.9f);
}

TEST_F(SignalsInPd, NodeIsAProcessorWhoseInputsMessagesSet) {
  PatchText p;
  const int low = p.object("osc~ 100"), high = p.object("osc~ 8000");
  const int passes = p.object("partials.node~ lowpass cutoff_hz 800");
  const int stops = p.object("partials.node~ lowpass cutoff_hz 800 damping 0.7");
  const int opens = p.object("partials.node~ lowpass cutoff_hz 20000");
  const int wired = p.object("partials.node~ lowpass cutoff_hz ~"), cutoff = p.object("sig~ 800");
  p.wire(low, 0, passes, 0);
  for (const int filter : {stops, opens, wired}) p.wire(high, 0, filter, 0);
  p.wire(cutoff, 0, wired, 1);
  p.at(250, "cutoff_hz 800", opens);
  p.at(100, "sparkle 3", stops);
  p.object("partials.node~ no_such_thing");
  const PdRun run = run_in_pd(p, {{passes, 0}, {stops, 0}, {opens, 0}, {wired, 0}}, kRate, 0.5);
  EXPECT_NEAR(peak_of(channel(run, 0), 4800), 1, 0.12) << run.console;
  EXPECT_LT(peak_of(channel(run, 1), 4800), 0.03f);
  EXPECT_GT(peak_of(channel(run, 2), 4800, 12000), 0.5f);
  EXPECT_LT(peak_of(channel(run, 2), 16000), 0.03f);
  EXPECT_LT(peak_of(channel(run, 3), 4800), 0.03f);
  EXPECT_NE(run.console.find("There is no processor 'no_such_thing'"), std::string::npos) << run.console;
  EXPECT_NE(run.console.find("'sparkle 3' sets no input here"), std::string::npos) << run.console;
}

TEST_F(SignalsInPd, PartsOfAModelSoundAsWithinIt) {
  PatchText inner;
  inner.object("block~ 128");
  const int f0 = inner.object("sig~ 440"), loudness = inner.object("sig~ -20");
  const int decoder = inner.object("partials.decoder~ " + kViolin);
  const int bank = inner.object("partials.bank~ " + kViolin);
  const int noise = inner.object("partials.noise~ " + kViolin);
  const int bank_out = inner.object("outlet~", 10), noise_out = inner.object("outlet~", 200);
  inner.wire(f0, 0, decoder, 0);
  inner.wire(loudness, 0, decoder, 1);
  inner.wire(f0, 0, bank, 0);
  inner.wire(decoder, 0, bank, 1);
  inner.wire(decoder, 1, noise, 0);
  inner.wire(bank, 0, bank_out, 0);
  inner.wire(noise, 0, noise_out, 0);
  for (const int part : {decoder, bank, noise}) inner.first("wait", part);
  const TemporaryFolder folder;
  std::ofstream(folder.file("parts.pd")) << inner.text();
  PatchText p;
  const int parts = p.object("parts");
  const PdRun run = run_in_pd(p, {{parts, 0}, {parts, 1}}, kRate, 0.6, "-path " + folder.file(""));
  const std::vector<float> wanted = by_plan("bank.out", 440, -20, 24000);
  EXPECT_GT(peak_of(wanted), 0.05f);
  expect_same(channel(run, 0), wanted);
  expect_same(channel(run, 1), by_plan("breath.out", 440, -20, 24000));
}

TEST_F(SignalsInPd, PartsSayWhatTheyLack) {
  PatchText p;
  const int room = p.object("partials.room~ " + kViolin), bank = p.object("partials.bank~ no-such-model");
  const int small = p.object("partials.decoder~ " + kViolin);
  for (const int part : {room, bank, small}) p.first("wait", part);
  const PdRun run = run_in_pd(p, {{room, 0}, {bank, 0}}, kRate, 0.2);
  EXPECT_NE(run.console.find("has no room"), std::string::npos) << run.console;
  EXPECT_NE(run.console.find("no-such-model"), std::string::npos) << run.console;
  EXPECT_NE(run.console.find("block~ 128"), std::string::npos) << run.console;
  EXPECT_EQ(peak_of(channel(run, 1)), 0.f);
}

}  // namespace
}  // namespace partials::test
