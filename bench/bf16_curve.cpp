// SPDX-License-Identifier: MIT
// Does training with products rounded to bfloat16 give the same result? Trains the reference preset on
// recordings, with several seeds in fp32 and in bf16, and prints the mean loss of each fifth of the run,
// the standard deviation over seeds in fp32, and the difference of the two means in units of it. Batches of
// 8 x 0.5 s keep the run to minutes. usage: bf16_curve FOLDER [STEPS [SEEDS]]        (tools/get_data violin
// FOLDER)
#include <cmath>
#include <cstring>
#include <vector>

#include "families/instrument/train/instrument_trainer.h"
#include "families/instrument/train/preset.h"
#include "notes.h"

using namespace partials;

namespace {

constexpr int kParts = 5;

// Prints the mean loss of each part, with the instruction set selected by PARTIALS_ISA.
int train(const std::string& folder, int steps, uint64_t seed) {
  TrainingPreset preset = must(find_preset("reference"));
  InstrumentTrainerConfig& config = preset.trainer;
  config.seed = seed;
  config.threads = 1;
  config.width = 8;
  config.groups = 1;
  config.segment_s = 0.5;
  config.pieces = 1;
  Trainer trainer = must(instrument_trainer(preset.graph, read_notes(folder, preset.graph), config));
  for (int part = 0; part < kParts; ++part) {
    double sum = 0;
    for (int i = 0; i < steps / kParts; ++i) sum += trainer.step().loss;
    std::printf("%.6f ", sum / (steps / kParts));
  }
  return 0;
}

using Curve = std::vector<double>;

Curve ask(const std::string& self, const char* isa, const std::string& folder, int steps, int seed) {
  Curve curve(kParts);
  const std::string command = "PARTIALS_ISA=" + std::string(isa) + " '" + self + "' '" + folder + "' " +
                              std::to_string(steps) + " --seed " + std::to_string(seed);
  FILE* pipe = popen(command.c_str(), "r");
  for (double& x : curve)
    if (!pipe || std::fscanf(pipe, "%lf", &x) != 1) std::exit(1);
  pclose(pipe);
  std::printf("%-7s seed %d:", isa, seed);
  for (double x : curve) std::printf(" %8.4f", x);
  std::printf("\n");
  std::fflush(stdout);
  return curve;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bf16_curve FOLDER [STEPS [SEEDS]]\n");
    return 2;
  }
  const int steps = argc > 2 ? std::max(kParts, std::atoi(argv[2])) : 60;
  if (argc > 4 && !std::strcmp(argv[3], "--seed"))
    return train(argv[1], steps, static_cast<uint64_t>(std::atoi(argv[4])));
  if (!has(Isa::bf16)) {
    std::printf("this machine has no bf16 instructions\n");
    return 77;
  }
  const int seeds = argc > 3 ? std::max(2, std::atoi(argv[3])) : 3;
  std::vector<Curve> plain, rounded;
  for (int seed = 1; seed <= seeds; ++seed) {
    plain.push_back(ask(argv[0], "avx512", argv[1], steps, seed));
    rounded.push_back(ask(argv[0], "bf16", argv[1], steps, seed));
  }
  double worst = 0;
  for (int part = 0; part < kParts; ++part) {
    double mean = 0, square = 0, shift = 0;
    for (int s = 0; s < seeds; ++s) {
      mean += plain[s][part] / seeds;
      shift += (rounded[s][part] - plain[s][part]) / seeds;
    }
    for (int s = 0; s < seeds; ++s) square += (plain[s][part] - mean) * (plain[s][part] - mean) / (seeds - 1);
    std::printf("part %d: fp32 %.4f, spread of seeds (s.d.) %.4f, bf16 differs by %+.4f on average\n",
                part + 1, mean, std::sqrt(square), shift);
    worst = std::max(worst, std::fabs(shift) / std::sqrt(square));
  }
  std::printf("greatest difference: %.2f spreads (limit 1)\n", worst);
}
