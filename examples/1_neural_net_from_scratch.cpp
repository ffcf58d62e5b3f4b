// SPDX-License-Identifier: MIT
// A neural network is a graph like any other: two dense layers learn exclusive or, the smallest task that
// one layer cannot solve. Shows a graph as data, a plan compiled from it, run, rewind (the gradient), and
// an optimiser's step.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "graph/plan.h"
#include "learn/adam.h"

using namespace partials;

int main() {
  Graph graph;
  graph.inputs = {{"x", Rate::frame, 2}};
  graph.nodes = {{"hidden", "dense", {{"units", 6}}, {{"in", "in.x"}}},
                 {"bend", "tanh", {}, {{"in", "hidden.out"}}},
                 {"answer", "dense", {{"units", 1}}, {{"in", "bend.out"}}},
                 {"chance", "sigmoid", {}, {{"in", "answer.out"}}}};
  graph.outputs["y"] = "chance.out";

  auto compiled =
      Plan<float>::compile(graph, {.rate_hz = 8000, .width = 1, .max_samples = 128, .training = true});
  if (!compiled) {
    std::printf("%s\n", compiled.error().text.c_str());
    return 1;
  }
  auto plan = std::move(compiled).value();
  auto weights = initial_weights(plan.weights(), 1);
  Adam adam({.learning_rate = 0.05}, plan.weights(), weights);
  std::vector<float> gradient(weights.size());

  const float x[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, wanted[4] = {0, 1, 1, 0};
  const Call call = next_call(plan.clock(), 0, 128);  // four frames of 4 ms: one example each
  const float* y = plan.output("y");
  for (int step = 0; step <= 500; ++step) {
    std::copy_n(&x[0][0], 8, plan.input("x"));
    plan.set_weights(weights.data());
    plan.run(call);

    plan.clear_gradients(call);
    float loss = 0;
    for (int i = 0; i < 4; ++i) {
      const float error = y[i] - wanted[i];
      loss += error * error;
      plan.d_output("y")[i] = 2 * error;
    }
    std::fill(gradient.begin(), gradient.end(), 0.f);
    plan.rewind(call, gradient.data());
    if (step % 100 == 0) std::printf("step %3d  loss %.5f\n", step, static_cast<double>(loss));
    if (step < 500) adam.step(weights, gradient);
  }

  bool right = true;
  for (int i = 0; i < 4; ++i) {
    std::printf("%.0f xor %.0f = %.3f\n", static_cast<double>(x[i][0]), static_cast<double>(x[i][1]),
                static_cast<double>(y[i]));
    right = right && std::abs(y[i] - wanted[i]) < 0.1f;
  }
  return right ? 0 : 1;
}
