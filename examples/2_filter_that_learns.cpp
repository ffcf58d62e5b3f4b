// SPDX-License-Identifier: MIT
// A filter finds the cutoff of another one by gradient descent: both filter white noise, and the gradient
// of the squared difference is propagated back through every sample of the filter to its cutoff. A control
// that is not wired is a trainable weight, stored as a position 0..1 within its range.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/random.h"
#include "graph/plan.h"
#include "learn/adam.h"

using namespace partials;

constexpr int kRate = 48000, kSamples = 4800;

Graph filter(bool cutoff_is_wired) {
  Graph graph;
  graph.inputs = {{"noise", Rate::sample, 1}};
  Node node{"filter", "lowpass", {}, {{"in", "in.noise"}}};
  if (cutoff_is_wired) {
    graph.inputs.push_back({"cutoff_hz", Rate::frame, 1});
    node.in["cutoff_hz"] = "in.cutoff_hz";
  }
  graph.nodes = {node};
  graph.outputs["out"] = "filter.out";
  return graph;
}

int main() {
  auto made_hidden = Plan<float>::compile(filter(true), {.rate_hz = kRate, .max_samples = kSamples});
  auto made_learner =
      Plan<float>::compile(filter(false), {.rate_hz = kRate, .max_samples = kSamples, .training = true});
  if (!made_hidden || !made_learner) {
    std::printf("the filter graph does not compile\n");
    return 1;
  }
  auto hidden = std::move(made_hidden).value(), learner = std::move(made_learner).value();
  const Call call = next_call(hidden.clock(), 0, kSamples);

  const double hidden_hz = 730;
  const auto hidden_weights = initial_weights(hidden.weights(), 1);
  hidden.set_weights(hidden_weights.data());
  std::fill_n(hidden.input("cutoff_hz"), call.frames, static_cast<float>(hidden_hz));

  auto weights = initial_weights(learner.weights(), 1);
  const size_t cutoff = learner.weights().find("filter.cutoff_hz")->offset;
  const Port port = learner.nodes()[0].spec->in[1];  // its range; the position maps exponentially to it
  auto cutoff_hz = [&] { return port.min * std::pow(port.max / port.min, weights[cutoff]); };

  Adam adam({.learning_rate = 0.02, .fall = Fall::cosine, .decay_steps = 300}, learner.weights(), weights);
  std::vector<float> gradient(weights.size());
  for (int step = 0; step < 300; ++step) {
    for (int i = 0; i < kSamples; ++i)
      hidden.input("noise")[i] = learner.input("noise")[i] =
          random_bipolar(static_cast<uint64_t>(step), static_cast<uint64_t>(i));
    hidden.reset();
    hidden.run(call);
    learner.reset();
    learner.set_weights(weights.data());
    learner.run(call);

    learner.clear_gradients(call);
    learner.clear_d_state();
    double loss = 0;
    for (int i = 0; i < kSamples; ++i) {
      const float error = learner.output("out")[i] - hidden.output("out")[i];
      loss += static_cast<double>(error * error) / kSamples;
      learner.d_output("out")[i] = 2 * error / kSamples;
    }
    std::fill(gradient.begin(), gradient.end(), 0.f);
    learner.rewind(call, gradient.data());
    if (step % 50 == 0)
      std::printf("step %3d  cutoff %8.1f Hz  error %6.1f dB\n", step, cutoff_hz(),
                  10 * std::log10(loss + 1e-20));
    adam.step(weights, gradient);
    clamp_weights(learner.weights(), weights.data());
  }
  std::printf("hidden %.1f Hz, learned %.1f Hz\n", hidden_hz, cutoff_hz());
  return std::abs(cutoff_hz() - hidden_hz) < 0.01 * hidden_hz ? 0 : 1;
}
