// SPDX-License-Identifier: MIT
// Estimates the decay and brightness of a string from its sound. A network is trained on random strings to
// estimate them. Because the string is differentiable, the estimate is then refined by the gradient of a
// spectral distance through the string's loop. The combination is better than either alone: the estimate
// starts the descent near the right minimum.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/random.h"
#include "graph/plan.h"
#include "learn/adam.h"
#include "learn/losses.h"

using namespace partials;

constexpr int kRate = 16000, kSamples = 8000, kWindows = 8, kFeatures = 2 * kWindows, kStrings = 512,
              kUnseen = 12;
using Knobs = std::array<float, 2>;  // decay and brightness, each 0..1 within its range

Plan<float> compile(const Graph& graph, int samples) {
  return Plan<float>::compile(graph, {.rate_hz = kRate, .width = 1, .max_samples = samples, .training = true})
      .value();
}

struct String {
  Plan<float> plan = compile({.inputs = {{"pick", Rate::sample, 1}},
                              .nodes = {{"string", "pluck", {}, {{"in", "in.pick"}}}},
                              .outputs = {{"out", "string.out"}}},
                             kSamples);
  std::vector<float> weights = initial_weights(plan.weights(), 1),
                     gradient = std::vector<float>(weights.size());
  Call call = next_call(plan.clock(), 0, kSamples);
  size_t decay = plan.weights().find("string.decay_s")->offset,
         brightness = plan.weights().find("string.brightness")->offset;

  std::vector<float> play(const Knobs& k) {
    weights[decay] = k[0];
    weights[brightness] = k[1];
    plan.set_weights(weights.data());
    plan.reset();
    // 5 ms
    for (int i = 0; i < kSamples; ++i)
      plan.input("pick")[i] = i < 80 ? 0.3f * random_bipolar(1, static_cast<uint64_t>(i)) : 0.f;
    plan.run(call);
    return {plan.output("out"), plan.output("out") + kSamples};
  }
  void d_play(const float* d_out) {  // to gradient
    plan.clear_gradients(call);
    plan.clear_d_state();
    std::copy_n(d_out, kSamples, plan.d_output("out"));
    std::fill(gradient.begin(), gradient.end(), 0.f);
    plan.rewind(call, gradient.data());
  }
};

// Log10 level of the sound and of its first difference in successive windows: these show decay and
// brightness.
void features(const float* x, float* f) {
  for (int w = 0, i = 1; w < kWindows; ++w) {
    double power = 1e-9, rough = 1e-9;
    for (; i < (w + 1) * kSamples / kWindows; ++i) {
      power += std::pow(x[i], 2);
      rough += std::pow(x[i] - x[i - 1], 2);
    }
    f[w] = static_cast<float>(0.5 * std::log10(power));
    f[kWindows + w] = static_cast<float>(0.5 * std::log10(rough));
  }
}

float chance(int n) { return static_cast<float>(random_unit(2, static_cast<uint64_t>(n))); }
// of the string with that index
Knobs knobs_of(int i) { return {0.3f + 0.6f * chance(2 * i), 0.2f + 0.7f * chance(2 * i + 1)}; }
double distance(const Knobs& a, const Knobs& b) { return std::hypot(a[0] - b[0], a[1] - b[1]); }

int main() {
  String string;
  auto net = compile({.inputs = {{"x", Rate::frame, kFeatures}},
                      .nodes = {{"hidden", "dense", {{"units", 24}}, {{"in", "in.x"}}},
                                {"bend", "tanh", {}, {{"in", "hidden.out"}}},
                                {"knobs", "dense", {{"units", 2}}, {{"in", "bend.out"}}},
                                {"out", "sigmoid", {}, {{"in", "knobs.out"}}}},
                      .outputs = {{"y", "out.out"}}},
                     kStrings * 64);
  auto weights = initial_weights(net.weights(), 1), gradient = std::vector<float>(weights.size()),
       d_out = std::vector<float>(kSamples);
  net.set_weights(weights.data());
  for (int i = 0; i < kStrings; ++i)
    features(string.play(knobs_of(i)).data(), net.input("x") + i * kFeatures);
  const Call all = next_call(net.clock(), 0, kStrings * 64);  // one string per frame
  Adam learn({.learning_rate = 0.01, .fall = Fall::cosine, .decay_steps = 300}, net.weights(), weights);
  for (int step = 0; step < 300; ++step, learn.step(weights, gradient)) {
    net.run(all);
    net.clear_gradients(all);
    for (int i = 0; i < 2 * kStrings; ++i)
      net.d_output("y")[i] =
          2 * (net.output("y")[i] - knobs_of(i / 2)[static_cast<size_t>(i % 2)]) / kStrings;
    std::fill(gradient.begin(), gradient.end(), 0.f);
    net.rewind(all, gradient.data());
  }

  auto loss = std::move(GroupLoss::create({}, kRate, 1, kSamples)).value();
  double guessed = 0, refined = 0;  // mean distance
  for (int i = kStrings; i < kStrings + kUnseen; ++i) {
    const auto target = string.play(knobs_of(i));
    features(target.data(), net.input("x"));
    net.run(next_call(net.clock(), 0, 64));
    Knobs now = {net.output("y")[0], net.output("y")[1]};
    guessed += distance(now, knobs_of(i)) / kUnseen;
    string.play(now);  // Adam moves the string's own weights from here
    Adam refine({.learning_rate = 0.01, .fall = Fall::cosine, .decay_steps = 60}, string.plan.weights(),
                string.weights);
    for (int step = 0; step < 60; ++step) {
      loss.value_and_gradient(string.play(now).data(), target.data(), d_out.data());
      string.d_play(d_out.data());
      string.gradient[string.plan.weights().find("string.f0_hz")->offset] = 0;  // the pitch is known
      refine.step(string.weights, string.gradient);
      clamp_weights(string.plan.weights(), string.weights.data());
      now = {string.weights[string.decay], string.weights[string.brightness]};
    }
    refined += distance(now, knobs_of(i)) / kUnseen;
  }
  std::printf("mean distance to the hidden knobs (0..1): guessed %.4f, refined %.4f\n", guessed, refined);
  return guessed < 0.15 && refined < 0.5 * guessed ? 0 : 1;
}
