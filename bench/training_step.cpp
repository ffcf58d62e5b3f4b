// SPDX-License-Identifier: MIT
// One training step (forward, loss, backward, Adam) of a preset on random sound, batch 16: seconds (of CPU
// on one thread, else wall time), memory, and with --peer the ratios to bench/peers/PRESET_step_torch.py,
// which does the same work. usage: training_step [PRESET] [THREADS] [STEPS] [--peer]      PARTIALS_ISA=bf16
// rounds the factors of matrix products to bfloat16
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "families/instrument/train/instrument_trainer.h"
#include "families/instrument/train/preset.h"
#include "measure.h"

using namespace partials;

int main(int argc, char** argv) {
  bool peer = false;
  std::string words[3] = {"standard", "1", "4"};
  for (int i = 1, w = 0; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--peer"))
      peer = true;
    else if (w < 3)
      words[w++] = argv[i];
  }
  auto preset = find_preset(words[0]);
  if (!preset) {
    std::fprintf(stderr, "%s\n", preset.error().text.c_str());
    return 1;
  }
  TrainingPreset& p = preset.value();
  p.trainer.threads = std::stoi(words[1]);
  const double rate = p.graph.reference_rate_hz, hop_s = double(p.graph.hop_num) / double(p.graph.hop_den);
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0, 0.1f);
  Clip clip{"noise", std::vector<float>(static_cast<size_t>(8 * rate)), {}, {}, {}};
  for (float& x : clip.audio) x = normal(random);
  for (int n = 0; n < 8 / hop_s; ++n) {
    clip.f0_hz.push_back(200 + 50 * normal(random));
    clip.confidence.push_back(1);
    clip.loudness_db.push_back(-20 + 20 * normal(random));
  }
  auto trainer = instrument_trainer(p.graph, {clip}, p.trainer);
  if (!trainer) {
    std::fprintf(stderr, "%s\n", trainer.error().text.c_str());
    return 1;
  }
  const auto now = [&] { return p.trainer.threads == 1 ? cpu_s() : now_s(); };
  double best = 1e9;
  for (int i = 0; i < std::stoi(words[2]); ++i) {
    const double start = now();
    trainer.value().step();
    best = std::min(best, now() - start);
  }
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const double mib = use.ru_maxrss / 1024.0;
  std::printf(
      "%s, %s, %s thread(s), %zu weights, %.1f s of sound a step: %.3f s per step, %.1f ms per second of "
      "sound, peak %.0f MiB (plan %.0f)\n",
      words[0].c_str(), name_of(best_isa()), words[1].c_str(), trainer.value().weights().size(),
      trainer.value().seconds_per_step(), best, 1000 * best / trainer.value().seconds_per_step(), mib,
      trainer.value().memory_bytes() / 1048576.0);
  if (!peer) return 0;
  std::fflush(stdout);
  const std::string out = ask_peer(words[0] + "_step_torch.py", words[1], p.trainer.threads);
  const auto j = nlohmann::json::parse(out, nullptr, false);
  if (!j.is_object()) return 1;
  std::printf("peer: %.3f s per step, peak %.0f MiB; ours is %.2f times faster in %.3f of the memory\n",
              j["min_s"].get<double>(), j["peak_mib"].get<double>(), j["min_s"].get<double>() / best,
              mib / j["peak_mib"].get<double>());
}
