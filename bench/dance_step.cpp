// SPDX-License-Identifier: MIT
// One training step of a dance (forward, mixture loss, backward, Adam) on random movement, 8 segments of 3 s
// at 30 frames a second, and one frame left to itself: milliseconds of CPU on one thread. With --peer the
// ratios to bench/peers/dance_step_torch.py, which does the same work.   usage: dance_step [--peer] [STEPS]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/random.h"
#include "families/dance/dancer.h"
#include "families/dance/train/material.h"
#include "measure.h"

using namespace partials;

namespace {

constexpr int kNumbers = 105, kTakeFrames = 600, kTakes = 4;

Track noise(uint64_t key) {
  Track track{Rate::frame, kNumbers, std::vector<float>(static_cast<size_t>(kNumbers) * kTakeFrames)};
  for (size_t i = 0; i < track.values.size(); ++i) track.values[i] = random_bipolar(key, i);
  return track;
}

// A plan of one body, frame by frame.
double frame_s(const Graph& graph, const std::vector<float>& weights) {
  auto plan = Plan<float>::compile(graph, {.rate_hz = 0, .max_samples = 1, .max_frames = 1});
  if (!plan) return 0;
  plan.value().set_weights(weights.data());
  std::fill_n(plan.value().input("pose"), kNumbers, 0.1f);
  std::vector<float> drawn(kNumbers);
  int64_t frame = 0;
  return best_s(300, 20, [&] {
    plan.value().run({frame, 0, 1, 0});
    dance::draw(plan.value().output("mixture"), {5, kNumbers}, 1, dance::kWidest,
                static_cast<uint64_t>(frame), drawn.data());
    ++frame;
  });
}

}  // namespace

int main(int argc, char** argv) {
  bool peer = false;
  int steps = 30;
  for (int i = 1; i < argc; ++i) {
    if (!std::strcmp(argv[i], "--peer"))
      peer = true;
    else
      steps = std::max(1, std::atoi(argv[i]));
  }
  dance::DanceShape shape;
  shape.numbers = kNumbers;
  const Graph graph = dance::dance_graph(shape);
  std::vector<Example> examples;
  for (uint64_t k = 0; k < kTakes; ++k)
    examples.push_back({"noise", {{"pose", noise(2 * k)}, {"residual", noise(2 * k + 1)}}});
  TrainerConfig config = dance::dance_trainer_config(1);
  config.threads = 1;
  auto trainer = dance::dance_trainer(graph, std::move(examples), config);
  if (!trainer) {
    std::fprintf(stderr, "%s\n", trainer.error().text.c_str());
    return 1;
  }
  const double step_s = best_s(1, steps, [&] { trainer.value().step(); });
  const double one_s = frame_s(graph, trainer.value().weights());
  std::printf(
      "%s, one thread, %zu weights, 8 segments of 3 s: %.2f ms a step; one frame %.1f us, %.0f times "
      "faster than real time\n",
      name_of(best_isa()), trainer.value().weights().size(), 1e3 * step_s, 1e6 * one_s, 1 / (30 * one_s));
  if (!peer) return 0;
  std::fflush(stdout);
  double their_step_s = 0, their_frame_s = 0;
  if (std::sscanf(ask_peer("dance_step_torch.py").c_str(), "%lf %lf", &their_step_s, &their_frame_s) != 2)
    return 1;
  std::printf("PyTorch: %.2f ms a step (ours is %.2f times faster), one frame %.0f us (%.1f)\n",
              1e3 * their_step_s, their_step_s / step_s, 1e6 * their_frame_s, their_frame_s / one_s);
}
