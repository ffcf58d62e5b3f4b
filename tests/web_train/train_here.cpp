// SPDX-License-Identifier: MIT
// train_here OPTIONS STEPS MODEL NAME RATE SAMPLES.f32 [NAME RATE SAMPLES.f32 ...]: the training of a page
// (apps/web/train/web_train.h) on this machine, one step at a time: writes the model, and prints of each step
// {"step", "loss", "validation", "cpu_s"}.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "base/clocks.h"
#include "web_train.h"

void train_listening(double) {}

namespace {

template <class T>
T good(T answer) {
  if (answer) return answer;
  std::fprintf(stderr, "%s\n", train_error());
  std::exit(1);
}

void add(const char* name, double rate_hz, const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto samples = static_cast<int32_t>(bytes.size() / sizeof(float));
  bytes.copy(reinterpret_cast<char*>(good(train_recording(name, rate_hz, samples))), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) return 2;
  for (int i = 4; i + 2 < argc; i += 3) add(argv[i], std::atof(argv[i + 1]), argv[i + 2]);
  std::printf("%s\n", good(train_begin(argv[1])));
  const int steps = std::atoi(argv[2]);
  double from_s = partials::cpu_s();
  for (int step = 0, what = 0; step < steps && !(what & TRAIN_DONE);) {
    what = train_run(0);
    if (what < 0) good<const char*>(nullptr);
    nlohmann::json report = nlohmann::json::parse(train_report());
    report["cpu_s"] = partials::cpu_s() - from_s;
    report["validated"] = (what & TRAIN_VALIDATED) != 0;
    std::printf("%s\n", report.dump().c_str());
    step = report["step"].get<int>();
    from_s = partials::cpu_s();
  }
  const uint8_t* model = good(train_model(1));
  std::ofstream(argv[3], std::ios::binary).write(reinterpret_cast<const char*>(model), train_model_bytes());
}
