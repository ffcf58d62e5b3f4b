// SPDX-License-Identifier: MIT
// Opens patches in Pure Data without a window or sound card (pd -batch), and reads what they recorded.
#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "soundfile/channel_file.h"
#include "support/peak.h"
#include "judge/run_program.h"

namespace partials::test {

// The text of a patch: objects by number, in the order in which they are added.
class PatchText {
 public:
  int object(const std::string& text, int x = 10) {  // x orders inlets and outlets of a subpatch
    return add("#X obj " + std::to_string(x) + " 10 " + text);
  }
  int message(const std::string& text) { return add("#X msg 10 10 " + text); }
  void wire(int from, int outlet, int to, int inlet) {
    wires_ += "#X connect " + std::to_string(from) + " " + std::to_string(outlet) + " " + std::to_string(to) +
              " " + std::to_string(inlet) + ";\n";
  }
  // A message, to object `to`, at this time after the patch has been opened; in order where times are equal.
  void at(double ms, const std::string& text, int to) {
    if (start_ < 0) start_ = object("loadbang");
    const int delay = object("delay " + std::to_string(ms));
    const int words = message(text);
    wire(start_, 0, delay, 0);
    wire(delay, 0, words, 0);
    wire(words, 0, to, 0);
  }
  // Before any time passes.
  void first(const std::string& text, int to) {
    const int bang = object("loadbang"), words = message(text);
    wire(bang, 0, words, 0);
    wire(words, 0, to, 0);
  }
  std::string text() const { return "#N canvas 0 0 600 400 12;\n" + objects_ + wires_; }

 private:
  int add(const std::string& line) {
    objects_ += line + ";\n";
    return n_++;
  }
  std::string objects_, wires_;
  int n_ = 0, start_ = -1;
};

struct PdRun {
  std::string console;
  ChannelClip sound;
};

// Records the given outlets from the first sample on.
inline void record(PatchText& patch, const std::vector<std::pair<int, int>>& outlets, double rate_hz,
                   double seconds, const std::string& wav) {
  const int samples = static_cast<int>(rate_hz * seconds);
  std::string names;
  const int start = patch.object("loadbang");
  for (size_t i = 0; i < outlets.size(); ++i) {
    const std::string name = "heard" + std::to_string(i);
    names += " " + name;
    patch.object("table " + name + " " + std::to_string(samples));
    const int writer = patch.object("tabwrite~ " + name);
    patch.wire(outlets[i].first, outlets[i].second, writer, 0);
    patch.wire(start, 0, writer, 0);
  }
  const int on = patch.message("\\; pd dsp 1"), filer = patch.object("soundfiler");
  patch.wire(start, 0, on, 0);
  patch.at(seconds * 1000 + 50, "write -wave -bytes 4 " + wav + names, filer);
  const int off = patch.message("\\; pd quit"), later = patch.object("delay 60");
  const int wait = patch.object("delay " + std::to_string(seconds * 1000 + 50));
  patch.wire(start, 0, wait, 0);
  patch.wire(wait, 0, later, 0);
  patch.wire(later, 0, off, 0);
}

// As fast as possible, or with real_time as for a person.
inline std::string open_in_pd(const std::string& patch, double rate_hz, const std::string& more = "",
                              bool real_time = false) {
  const auto out = run_program(
      {"bash", "-c",
       "PARTIALS_ISA=base timeout 100 pd -nogui -noprefs " + std::string(real_time ? "-noaudio" : "-batch") +
           " -r " + std::to_string(static_cast<int>(rate_hz)) + " -path '" PARTIALS_PD_FOLDER "' " + more +
           " -open '" + patch + "' 2>&1; echo \"rc $?\""},
      "", {110});
  return out ? out.value() : out.error().text;
}

inline PdRun run_in_pd(PatchText patch, const std::vector<std::pair<int, int>>& outlets, double rate_hz,
                       double seconds, const std::string& more = "") {
  const TemporaryFolder folder;
  record(patch, outlets, rate_hz, seconds, folder.file("heard.wav"));
  std::ofstream(folder.file("test.pd")) << patch.text();
  PdRun run{open_in_pd(folder.file("test.pd"), rate_hz, more), {}};
  auto heard = read_channels(folder.file("heard.wav"));
  if (heard)
    run.sound = std::move(heard).value();
  else
    ADD_FAILURE() << heard.error().text << "\n" << run.console;
  return run;
}

inline std::vector<float> channel(const PdRun& run, int c) {
  std::vector<float> out;
  for (size_t i = static_cast<size_t>(c); i < run.sound.samples.size();
       i += static_cast<size_t>(run.sound.channels))
    out.push_back(run.sound.samples[i]);
  return out;
}

// Skips, in words, where Pd or the objects are absent.
class WithPd : public testing::Test {
 protected:
  void SetUp() override {
    if (find_program("pd").empty())
      GTEST_SKIP() << "Pure Data is not here (tools/setup test installs it), so its objects are not opened.";
  }
};

}  // namespace partials::test
