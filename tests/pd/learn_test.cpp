// SPDX-License-Identifier: MIT
// partials.learn in Pure Data: from files and an array to a model that the player beside it loads. Keeps away
// an object that trains and is not heard.
#include <filesystem>

#include "pd_run.h"
#include "soundfile/audio_file.h"
#include "support/sounds.h"

namespace partials::test {
namespace {

class LearnInPd : public WithPd {};

TEST_F(LearnInPd, FromFilesAndAnArrayToAModelThatPlays) {
  const TemporaryFolder home;
  const std::string takes = home.file("takes");
  std::filesystem::create_directories(takes);
  for (const int hz : {220, 262, 330, 392, 440})
    ASSERT_TRUE(write_wav(takes + "/" + std::to_string(hz) + ".wav",
                          {sounds::note(hz, 1.2, 48000, 0.2, static_cast<uint64_t>(hz)), 48000}));
  PatchText p;
  p.object("table take 57600");
  const int read = p.object("soundfiler"), learn = p.object("partials.learn test");
  const int synth = p.object("partials~"), told = p.object("print told"), heard = p.object("print heard");
  p.first("read " + takes + "/440.wav take", read);
  p.first("start", learn);  // too early: there is nothing to learn from
  for (const char* words : {"sparkle 1", "array nothing", "preset small", "threads 1", "steps 26"})
    p.first(words, learn);
  for (const int hz : {220, 262, 330, 392})
    p.first("add " + takes + "/" + std::to_string(hz) + ".wav", learn);
  p.at(100, "array take", learn);
  p.at(200, "start", learn);
  p.wire(learn, 0, synth, 0);
  p.wire(learn, 1, told, 0);
  p.wire(synth, 2, heard, 0);
  const int state = p.object("route state"), ends = p.object("route finished failed"),
            later = p.object("delay 3000");
  const int quit = p.message("\\; pd quit");
  p.wire(learn, 1, state, 0);
  p.wire(state, 0, ends, 0);
  for (const int outlet : {0, 1}) p.wire(ends, outlet, later, 0);
  p.wire(later, 0, quit, 0);
  std::ofstream(home.file("test.pd")) << p.text();
  setenv("XDG_DATA_HOME", home.file("data").c_str(), 1);
  const std::string console = open_in_pd(home.file("test.pd"), 48000, "", true);
  for (const char* text :
       {"There is nothing to learn from", "There is no message 'sparkle 1'", "There is no array 'nothing'",
        "told: state learning", "told: state finished", "heard: loaded test"})
    EXPECT_NE(console.find(text), std::string::npos) << text << "\n" << console;
}

}  // namespace
}  // namespace partials::test
