// SPDX-License-Identifier: MIT
// train RECORDINGS MODEL.partials [STEPS]
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "runs/run_config.h"
#include "runs/train_session.h"

int main(int argc, char** argv) try {
  if (argc < 3) return 2;
  partials::TrainOptions options;
  options.inputs = {argv[1]};  // a folder of notes of one instrument
  options.output = argv[2];
  options.preset = "small";
  options.steps = argc > 3 ? std::atol(argv[3]) : 0;  // 0: until more would change nothing
  options.minutes = 10;                               // at most

  partials::TrainEvents events;
  events.progress = [](const partials::TrainProgress& p) {
    if (p.validated)
      std::printf("step %ld  %s\n", static_cast<long>(p.step), p.metric.text(p.validation).c_str());
  };
  auto store = partials::RunStore::open(options.output + ".runs");  // a folder a run: checkpoints, sketches
  partials::Run run = store.create("first", partials::config_of(options));
  const auto result = partials::train(options, run, /*resume=*/false, events);
  std::printf("%s: %ld steps\n", options.output.c_str(), static_cast<long>(result.steps));
  return 0;
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
