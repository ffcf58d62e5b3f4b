// SPDX-License-Identifier: MIT
// Partials::core alone: a graph with one filter is compiled to a plan and run.
#include <cstdio>

#include "base/random.h"
#include "graph/plan.h"

using namespace partials;

int main() {
  Graph graph;
  graph.inputs = {{"noise", Rate::sample, 1}};
  graph.nodes = {{"filter", "lowpass", {}, {{"in", "in.noise"}}}};
  graph.outputs = {{"out", "filter.out"}};
  auto plan = Plan<float>::compile(graph, {.rate_hz = 48000, .max_samples = 4800});
  if (!plan) {
    std::printf("%s\n", plan.error().text.c_str());
    return 1;
  }
  Plan<float>& filter = plan.value();
  const auto weights = initial_weights(filter.weights(), 1);  // the cutoff, as it is not wired
  filter.set_weights(weights.data());
  for (uint64_t i = 0; i < 4800; ++i) filter.input("noise")[i] = random_bipolar(1, i);
  filter.run(next_call(filter.clock(), 0, 4800));
  double before = 0, after = 0;
  for (int i = 0; i < 4800; ++i) {
    before += filter.input("noise")[i] * filter.input("noise")[i];
    after += filter.output("out")[i] * filter.output("out")[i];
  }
  std::printf("power of the noise %.1f, filtered %.1f\n", before, after);
  return after > 0 && after < 0.5 * before ? 0 : 1;
}
