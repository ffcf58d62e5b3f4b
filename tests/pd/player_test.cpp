// SPDX-License-Identifier: MIT
// partials~ and partials.fx~ in Pure Data: bit for bit what the engine plays, at the sample that a message's
// time says, whatever the block; and wrong messages change nothing. Keeps away hosts that change the sound.
#include <cmath>

#include "pd_run.h"
#include "support/engine_phrase.h"
#include "support/wrong_messages.h"

namespace partials::test {
namespace {

// The same phrase as messages: at 100.3 ms is sample 4814.4.
void play_phrase(PatchText& p, int synth) {
  p.first("wait", synth);
  p.at(100.3, "69 100", synth);
  p.at(50, "at 150 72 80", synth);
  p.at(300.85, "brightness 0.8", synth);
  p.at(500, "69 0", synth);
  p.at(500, "at 100.5 72 0", synth);
}

class PlayerInPd : public WithPd {};

TEST_F(PlayerInPd, SoundsAsTheEngineBitForBit) {
  PatchText p;
  const int synth = p.object("partials~ " + kViolin);
  play_phrase(p, synth);
  const PdRun run = run_in_pd(p, {{synth, 0}, {synth, 1}}, kRate, 0.9);
  const Played wanted = by_engine(PlayerKind::instrument, kPhrase, 38400);
  EXPECT_GT(peak_of(wanted.left), 0.05f);
  expect_same(channel(run, 0), wanted.left);
  expect_same(channel(run, 1), wanted.right);
  EXPECT_NE(run.console.find("rc 0"), std::string::npos) << run.console;
}

// A subpatch with blocks of another size: its output is late by its block less a tick, and the same.
class Blocks : public WithPd, public testing::WithParamInterface<int> {};

TEST_P(Blocks, OfAnySizeGiveTheSameSamples) {
  const int block = GetParam();
  PatchText inner;
  const int in = inner.object("inlet"), out = inner.object("outlet~");
  inner.object("block~ " + std::to_string(block));
  const int inner_synth = inner.object("partials~ " + kViolin);
  inner.wire(in, 0, inner_synth, 0);
  inner.wire(inner_synth, 0, out, 0);
  const TemporaryFolder folder;
  std::ofstream(folder.file("blocked.pd")) << inner.text();
  PatchText p;
  const int synth = p.object("blocked");
  play_phrase(p, synth);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 0.9, "-path " + folder.file(""));
  const std::vector<float> heard = channel(run, 0);
  const size_t late = block > kTick ? static_cast<size_t>(block - kTick) : 0;
  ASSERT_GT(heard.size(), late + 30000) << run.console;
  expect_same({heard.begin() + static_cast<std::ptrdiff_t>(late), heard.end()},
              by_engine(PlayerKind::instrument, kPhrase, 36864).left);
}
INSTANTIATE_TEST_SUITE_P(Sizes, Blocks, testing::Values(1, 16, 64, 256, 1024));

TEST_F(PlayerInPd, WrongMessagesAreOneSentenceEachAndChangeNothing) {
  const std::vector<std::string> wrong = wrong_messages();
  PatchText p;
  const int synth = p.object("partials~ " + kViolin);
  play_phrase(p, synth);
  for (size_t i = 0; i < wrong.size(); ++i) p.at(120 + 20 * static_cast<double>(i), wrong[i], synth);
  p.at(700, "wait", synth);  // for the two that load
  const int nan = p.object("expr $f1*1e30*1e30*0"), as_message = p.message("breath \\$1");  // not a number
  p.at(130, "1", nan);
  p.wire(nan, 0, as_message, 0);
  p.wire(as_message, 0, synth, 0);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 0.9);
  expect_same(channel(run, 0), by_engine(PlayerKind::instrument, kPhrase, 38400).left);
  size_t sentences = 0;
  for (size_t at = 0; (at = run.console.find("partials~: ", at)) != std::string::npos; ++at) ++sentences;
  EXPECT_GE(sentences, wrong.size()) << run.console;
  EXPECT_NE(run.console.find("no-such-model"), std::string::npos) << run.console;
}

TEST_F(PlayerInPd, TellsWhatItIsAsked) {
  PatchText p;
  const int synth = p.object("partials~ " + kViolin), told = p.object("print told");
  p.wire(synth, 2, told, 0);
  p.first("wait", synth);
  p.at(100, "set output -6 dB", synth);
  p.at(100, "get output", synth);
  p.at(110, "info", synth);
  p.at(120, "params", synth);
  p.at(130, "dump", synth);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 0.3);
  for (const char* text : {"told: output -6", "told: info model", "told: info keys", "told: macros Breath",
                           "told: params bypass", "told: loaded Violin", "told: limiter 1"})
    EXPECT_NE(run.console.find(text), std::string::npos) << text << "\n" << run.console;
}

TEST_F(PlayerInPd, EnableAndPanicEndTheSound) {
  PatchText p;
  const int synth = p.object("partials~ " + kViolin);
  p.first("wait", synth);
  p.at(10, "69 100", synth);
  p.at(400, "enable 0", synth);
  p.at(600, "enable 1", synth);
  p.at(650, "69 100", synth);
  p.at(1000, "panic", synth);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 1.6);
  const std::vector<float> heard = channel(run, 0);
  EXPECT_GT(peak_of(heard, 10000, 19000), 0.02f);
  EXPECT_EQ(peak_of(heard, 19400, 28700), 0.f);
  EXPECT_GT(peak_of(heard, 40000, 47000), 0.02f);
  EXPECT_LT(peak_of(heard, 70000), 0.01f);
}

TEST_F(PlayerInPd, WithoutAModelItPlaysTheFirstOne) {
  PatchText p;
  const int synth = p.object("partials~");
  p.first("wait", synth);
  p.at(10, "72 100", synth);
  EXPECT_GT(peak_of(channel(run_in_pd(p, {{synth, 0}}, 44100, 0.6), 0)), 0.01f);
}

TEST_F(PlayerInPd, AModelSwapsWhileItPlays) {
  PatchText p;
  const int synth = p.object("partials~ " + kViolin), told = p.object("print told");
  p.wire(synth, 2, told, 0);
  p.first("wait", synth);
  p.at(10, "69 100", synth);
  p.at(300, std::string("load ") + PARTIALS_SOURCE_DIR + "/factory/flute.partials", synth);
  p.at(300, "wait", synth);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 1);
  EXPECT_NE(run.console.find("told: loaded Flute"), std::string::npos) << run.console;
  EXPECT_GT(peak_of(channel(run, 0), 30000), 0.02f);
}

TEST_F(PlayerInPd, TheEffectPlaysItsInputAsTheEngineDoes) {
  PatchText p;
  const int voice = p.object("osc~ 330"), level = p.object("*~ 0.3");
  const int effect = p.object("partials.fx~ " + kViolin);
  p.wire(voice, 0, level, 0);
  p.wire(level, 0, effect, 0);
  p.first("wait", effect);
  const PdRun run = run_in_pd(p, {{effect, 0}, {level, 0}}, kRate, 0.9);
  const std::vector<float> in = channel(run, 1);
  ASSERT_GE(in.size(), 38400u);
  const Played wanted = by_engine(PlayerKind::effect, {}, 38400, in);
  EXPECT_GT(peak_of(wanted.left), 0.05f);
  expect_same(channel(run, 0), wanted.left);
}

}  // namespace
}  // namespace partials::test
