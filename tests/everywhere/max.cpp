// SPDX-License-Identifier: MIT
// The Max objects play the phrase and the sung voice in the test host of tests/max, whose time is logical.
//   everywhere_max MODEL OTHER_MODEL FOLDER      writes FOLDER/max.PART.f32: all, all_mono, sung
// The model of the program change is loaded by messages between two blocks, as in Pure Data.
#include <cstdio>
#include <fstream>

#include "max/max_host.h"
#include "phrase.h"

namespace {

using partials::test::MaxHost;
using Words = std::vector<std::string>;

double ms_of(double sample) { return sample * 1000 / double{PHRASE_RATE_HZ}; }

void plan_phrase(MaxHost& host, void* synth, const std::string& other) {
  for (const phrase_event& e : kPhrase) {
    const double at = host.now_ms() + ms_of(e.sample);
    char text[64];
    if (e.status == 0xc0) {
      // just after the boundary, because the host runs what is due at the end of a block before that block
      for (const std::string& word : Words{"load " + other, "wait"})
        host.at(host.now_ms() + ms_of(e.sample + 1.5), synth, word);
      continue;
    }
    if (e.status)
      std::snprintf(text, sizeof text, "midi %d %d %d", e.status, e.data1, e.data2);
    else
      std::snprintf(text, sizeof text, "set macro%d %g", e.data1 + 1, static_cast<double>(e.value));
    host.at(at, synth, text);
  }
}

// 0, or 1 if the console has a sentence: every message here is a right one.
int play(MaxHost& host, void* object, const std::string& path,
         const std::vector<std::vector<float>>& inputs = {}) {
  const auto heard = host.play(object, PHRASE_RATE_HZ, PHRASE_BLOCK, PHRASE_SAMPLES, inputs);
  std::ofstream file(path, std::ios::binary);
  for (size_t i = 0; i < heard[0].size(); ++i)
    for (const size_t side : {size_t{0}, heard.size() - 1})
      file.write(reinterpret_cast<const char*>(&heard[side][i]), sizeof(float));
  host.free(object);
  const Words console = host.take_console();
  for (const std::string& line : console) std::fprintf(stderr, "everywhere_max: %s\n", line.c_str());
  if (!file.flush()) std::fprintf(stderr, "everywhere_max: '%s' cannot be written.\n", path.c_str());
  return !console.empty() || !file;
}

void* ready(MaxHost& host, const std::string& text, const Words& settings) {
  void* object = host.make(text);
  if (!object) {
    std::fprintf(stderr, "everywhere_max: '%s' could not be made.\n", text.c_str());
    std::exit(1);
  }
  for (const std::string& setting : settings) host.send(object, setting);
  host.send(object, "wait");
  return object;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: everywhere_max MODEL OTHER_MODEL FOLDER\n");
    return 2;
  }
  const std::string model = argv[1], other = argv[2], folder = argv[3];
  MaxHost& host = MaxHost::the();
  for (const auto& [part, voices] : {std::pair("all", 16), std::pair("all_mono", 1)}) {
    void* synth = ready(host, "partials~ " + model, {"set voices " + std::to_string(voices)});
    plan_phrase(host, synth, other);
    if (play(host, synth, folder + "/max." + part + ".f32")) return 1;
  }
  phrase_singer singer{0, 0, 0, 0};
  std::vector<float> voice(PHRASE_SAMPLES);
  for (float& x : voice) x = phrase_sing(&singer);
  void* effect = ready(host, "partials.fx~ " + model, {"limiter 0", "match_level 0", "lowest_note 21"});
  return play(host, effect, folder + "/max.sung.f32", {voice});
}
