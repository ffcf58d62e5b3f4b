// SPDX-License-Identifier: MIT
// What patches do to partials~ and partials.fx~ besides playing notes: switch~, another sample rate, MIDI and
// MPE, presets, programs, files that are no models, signals that are no numbers. One sentence in the console
// where something is wrong, and what sounded goes on.
#include <cmath>
#include <filesystem>

#include "host/model_names.h"
#include "host/preset.h"
#include "pd_run.h"
#include "support/engine_phrase.h"

namespace partials::test {
namespace {

class RobustInPd : public WithPd {
 protected:
  static size_t sentences(const PdRun& run, const std::string& object) {
    size_t n = 0;
    for (size_t at = 0; (at = run.console.find(object + ": ", at)) != std::string::npos; ++at) ++n;
    return n;
  }
  static Event midi(int sample, int status, int data1, int data2) {
    Event e;
    e.time = sample;
    e.status = static_cast<uint8_t>(status);
    e.data1 = static_cast<uint8_t>(data1);
    e.data2 = static_cast<uint8_t>(data2);
    return e;
  }
};

TEST_F(RobustInPd, MidiByNameAndByBytesIsTheEnginesMidi) {
  PatchText p;
  const int synth = p.object("partials~ " + kViolin);
  p.first("wait", synth);
  p.at(10, "midi 144 69 100", synth);
  p.at(100, "bend 12000", synth);
  p.at(150, "control 1 90", synth);
  p.at(200, "touch 100", synth);
  p.at(250, "polytouch 69 30 1", synth);
  p.at(400, "midi 128 69 0", synth);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 0.9);
  const std::vector<Event> same = {midi(480, 0x90, 69, 100),
                                   midi(4800, 0xe0, 12000 & 127, 12000 >> 7),
                                   midi(7200, 0xb0, 1, 90),
                                   midi(9600, 0xd0, 100, 0),
                                   midi(12000, 0xa0, 69, 30),
                                   midi(19200, 0x80, 69, 0)};
  const auto wanted = by_engine(PlayerKind::instrument, same, 38400).left;
  EXPECT_GT(peak_of(wanted), 0.05f);
  expect_same(channel(run, 0), wanted);
}

TEST_F(RobustInPd, MpeBendsOneOfTwoNotes) {
  PatchText p;
  const int synth = p.object("partials~ " + kViolin);
  p.first("wait", synth);
  p.first("mpe 1", synth);
  p.at(10, "69 100 2", synth);
  p.at(10, "60 100 3", synth);
  p.at(200, "bend 9000 2", synth);
  p.at(200, "touch 90 3", synth);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 0.9);
  Event second = note(EventKind::note_on, 480, 69, 100), third = note(EventKind::note_on, 480, 60, 100);
  second.channel = 1;
  third.channel = 2;
  const std::vector<Event> same = {parameter(0, kMpe, 1), second, third,
                                   midi(9600, 0xe1, 9000 & 127, 9000 >> 7), midi(9600, 0xd2, 90, 0)};
  const auto wanted = by_engine(PlayerKind::instrument, same, 38400).left;
  EXPECT_GT(peak_of(wanted), 0.05f);
  expect_same(channel(run, 0), wanted);
}

// A note whose time came while switch~ was off is not begun late; what is sent afterwards sounds.
TEST_F(RobustInPd, SwitchedOffAndOnAgain) {
  PatchText inner;
  const int in = inner.object("inlet"), to_switch = inner.object("inlet", 100), out = inner.object("outlet~");
  const int gate = inner.object("switch~"), synth = inner.object("partials~ " + kViolin);
  inner.wire(in, 0, synth, 0);
  inner.wire(to_switch, 0, gate, 0);
  inner.wire(synth, 0, out, 0);
  const TemporaryFolder folder;
  std::ofstream(folder.file("switched.pd")) << inner.text();
  PatchText p;
  const int switched = p.object("switched"), to = p.object("f");
  p.wire(to, 0, switched, 1);
  p.first("wait", switched);
  p.at(10, "69 100", switched);
  p.at(300, "0", to);
  p.at(350, "72 100", switched);
  p.at(400, "panic", switched);
  p.at(800, "1", to);
  p.at(1200, "76 100", switched);
  const std::vector<float> heard =
      channel(run_in_pd(p, {{switched, 0}}, kRate, 1.7, "-path " + folder.file("")), 0);
  EXPECT_GT(peak_of(heard, 9600, 14300), 0.02f);
  EXPECT_EQ(peak_of(heard, 14500, 38300), 0.f);
  EXPECT_LT(peak_of(heard, 50000, 57500), 0.01f);
  EXPECT_GT(peak_of(heard, 67200), 0.02f);
}

// block~ with an upsampling factor gives the subpatch another rate while it plays.
TEST_F(RobustInPd, AnotherSampleRateWhileItPlays) {
  PatchText inner;
  const int in = inner.object("inlet"), to_block = inner.object("inlet", 100), out = inner.object("outlet~");
  const int block = inner.object("block~ 64"), synth = inner.object("partials~ " + kViolin);
  inner.wire(in, 0, synth, 0);
  inner.wire(to_block, 0, block, 0);
  inner.wire(synth, 0, out, 0);
  const TemporaryFolder folder;
  std::ofstream(folder.file("resampled.pd")) << inner.text();
  PatchText p;
  const int resampled = p.object("resampled"), to = p.object("list");
  p.wire(to, 0, resampled, 1);
  p.first("wait", resampled);
  p.at(10, "69 100", resampled);
  p.at(300, "set 64 1 2", to);
  p.at(400, "72 100", resampled);
  p.at(800, "set 64 1 1", to);
  p.at(900, "76 100", resampled);
  const PdRun run = run_in_pd(p, {{resampled, 0}}, kRate, 1.4, "-path " + folder.file(""));
  const std::vector<float> heard = channel(run, 0);
  EXPECT_GT(peak_of(heard, 9600, 14300), 0.02f);
  EXPECT_GT(peak_of(heard, 26400, 38000), 0.02f);
  EXPECT_GT(peak_of(heard, 52800), 0.02f);
  EXPECT_EQ(sentences(run, "partials~"), 0u) << run.console;
}

TEST_F(RobustInPd, FilesThatAreNoModelsAreOneSentenceEachAndTheSoundGoesOn) {
  const TemporaryFolder folder;
  std::ofstream(folder.file("text.partials")) << "not a model\n";
  std::ofstream(folder.file("empty.partials")).flush();
  std::ifstream whole(kViolin, std::ios::binary);
  std::string bytes(10000, 0);
  whole.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  std::ofstream(folder.file("half.partials"), std::ios::binary) << bytes;
  std::filesystem::create_directory(folder.file("folder.partials"));
  PatchText p;
  const int synth = p.object("partials~ " + kViolin), told = p.object("print told");
  p.wire(synth, 2, told, 0);
  p.first("wait", synth);
  p.at(10, "69 100", synth);
  double ms = 100;
  const std::vector<std::string> files = {"text.partials", "empty.partials", "half.partials", "folder.partials",
                                          "/no/such/file.partials"};
  for (const std::string& file : files) {
    p.at(ms, "load " + (file[0] == '/' ? file : folder.file(file)), synth);
    p.at(ms + 1, "wait", synth);
    ms += 60;
  }
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 0.9);
  expect_same(channel(run, 0),
              by_engine(PlayerKind::instrument, {note(EventKind::note_on, 480, 69, 100)}, 38400).left);
  EXPECT_EQ(sentences(run, "partials~"), files.size()) << run.console;
  EXPECT_NE(run.console.find("told: failed"), std::string::npos) << run.console;
}

TEST_F(RobustInPd, ReloadGoesOnAndAPresetSetsItsValues) {
  const TemporaryFolder folder;
  Preset preset;
  preset.name = "Breathy";
  {
    Session session(PlayerKind::instrument);
    ASSERT_TRUE(session.load_file(kViolin).ok());
    session.engine().set_value(kAttack, 0.25f);
    preset.model = {"Violin", kViolin, sha256_of_file(kViolin)};
    preset.settings = settings_of(session.engine());
  }
  const std::string file = folder.file(std::string("breathy") + kPresetEnding);
  std::ofstream(file) << text_from_preset(preset);
  PatchText p;
  const int synth = p.object("partials~ " + kViolin), told = p.object("print told");
  p.wire(synth, 2, told, 0);
  p.first("wait", synth);
  p.at(10, "69 100", synth);
  p.at(300, "reload", synth);
  p.at(310, "wait", synth);
  p.at(400, "preset " + file, synth);
  p.at(410, "wait", synth);
  p.at(500, "get attack", synth);
  const PdRun run = run_in_pd(p, {{synth, 0}}, kRate, 0.9);
  const std::vector<float> heard = channel(run, 0);
  for (size_t at = 9600; at + 4800 < heard.size() && at < 38400; at += 4800)
    EXPECT_GT(peak_of(heard, at, at + 4800), 0.01f) << "sample " << at;
  EXPECT_NE(run.console.find("told: attack 0.25"), std::string::npos) << run.console;
  EXPECT_NE(run.console.find("Breathy"), std::string::npos) << run.console;
  EXPECT_EQ(sentences(run, "partials~"), 0u) << run.console;
}

// The models of this machine by number. The player looks for program changes about 30 times a second, so
// this one takes its time.
TEST_F(RobustInPd, AProgramChangeLoadsAnotherModel) {
  const TemporaryFolder folder;
  PatchText p;
  const int synth = p.object("partials~ " + kViolin), told = p.object("print told");
  p.wire(synth, 2, told, 0);
  p.first("wait", synth);
  p.at(100, "program 1", synth);
  record(p, {{synth, 0}}, kRate, 1.5, folder.file("heard.wav"));
  std::ofstream(folder.file("test.pd")) << p.text();
  const std::string console = open_in_pd(folder.file("test.pd"), kRate, "", true);
  const size_t first = console.find("told: loaded "), second = console.find("told: loaded ", first + 1);
  EXPECT_NE(first, std::string::npos) << console;
  EXPECT_NE(second, std::string::npos) << console;
}

TEST_F(RobustInPd, SignalsThatAreNoNumbersStaySilentAndPass) {
  PatchText p;
  const int nan = p.object("expr $f1*1e30*1e30*0"), bad = p.object("sig~");
  p.wire(nan, 0, bad, 0);
  p.at(300, "1", nan);
  const int off = p.message("0");
  const int later = p.object("delay 500"), start = p.object("loadbang");
  p.wire(start, 0, later, 0);
  p.wire(later, 0, off, 0);
  p.wire(off, 0, bad, 0);
  const int voice = p.object("osc~ 330"), level = p.object("*~ 0.3"), sum = p.object("+~");
  p.wire(voice, 0, level, 0);
  p.wire(level, 0, sum, 0);
  p.wire(bad, 0, sum, 1);
  const int effect = p.object("partials.fx~ " + kViolin), hear = p.object("partials.hear~"),
            node = p.object("partials.node~ lowpass cutoff_hz 800"), room = p.object("partials.room~"),
            bank = p.object("partials.bank~ " + kViolin);
  for (const int object : {effect, hear, node, room, bank}) p.wire(sum, 0, object, 0);
  for (const int object : {effect, room, bank}) p.first("wait", object);
  const PdRun run = run_in_pd(p, {{effect, 0}, {hear, 0}, {hear, 1}, {node, 0}, {room, 0}, {bank, 0}}, kRate, 1.2);
  const std::vector<float> played = channel(run, 0), f0 = channel(run, 1);  // read_channels refuses what is not finite
  EXPECT_GT(peak_of(played, 9600, 14000), 0.02f) << run.console;
  EXPECT_GT(peak_of(played, 48000), 0.02f);
  EXPECT_NEAR(f0.back(), 330, 1);
  EXPECT_GT(peak_of(channel(run, 3), 48000), 0.1f);
}

}  // namespace
}  // namespace partials::test
