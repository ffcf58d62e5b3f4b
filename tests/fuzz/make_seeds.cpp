// SPDX-License-Identifier: MIT
// usage: make_seeds DIR: writes a valid example for each fuzzer into DIR/NAME/.
#include <cstdio>
#include <filesystem>

#include "base/file.h"
#include "data/audio_file.h"
#include "graph/graph_json.h"
#include "graph/model_file.h"
#include "support/sounds.h"
#include "support/tiny_model.h"

int main(int argc, char** argv) {
  using namespace partials;
  if (argc != 2) return std::fprintf(stderr, "usage: make_seeds DIR\n"), 2;
  const std::string dir = argv[1];
  for (const char* name : {"graph", "model", "midi", "audio"}) std::filesystem::create_directories(dir + "/" + name);

  Model model = test::tiny_model();
  const std::vector<float> f0(10, 440.f), loudness(10, -20.f);
  if (!make_golden(model, f0, loudness) || !save_model(model, dir + "/model/tiny.partials")) return 1;
  if (!atomic_write(dir + "/graph/small.json", json_from_graph(model.graph))) return 1;
  if (!atomic_write(dir + "/graph/least.json", R"({"hop_s":[1,250],"band_hz":8000,"reference_rate_hz":16000,"inputs":{},"nodes":{"n":{"processor":"phasor"}},"outputs":{}})")) return 1;
  const auto song = read_file("examples/data/tune.mid", 1 << 20);
  if (!song || !atomic_write(dir + "/midi/tune.mid", song.value())) return 1;
  const auto x = sounds::sine(440, 0.02, 8000);
  if (!write_wav(dir + "/audio/float.wav", {x, 8000}) || !write_wav(dir + "/audio/pcm.wav", {x, 8000}, WavFormat::pcm16)) return 1;
}
