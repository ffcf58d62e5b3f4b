// SPDX-License-Identifier: MIT
// Harmonics plus noise (Serra and Smith 1990) learned by gradient descent from a sound alone (Engel et al.
// 2020): the bank's twelve amplitudes and the noise's sixteen bands are the biases of two layers with a
// constant input. The loss compares spectra, so the phases of the partials and the random numbers of the
// noise do not matter.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "base/random.h"
#include "graph/plan.h"
#include "learn/adam.h"
#include "learn/losses.h"

using namespace partials;

constexpr int kRate = 16000, kSamples = 8000, kPartials = 12;
constexpr double kF0Hz = 220;

// odd partials stand out, as in a clarinet
double hidden_amplitude(int k) { return (k % 2 ? 0.25 : 0.05) / k; }

std::vector<float> target() {
  std::vector<float> x(kSamples);
  for (size_t i = 0; i < x.size(); ++i) {
    double y = 0.004 * static_cast<double>(random_bipolar(7, i));
    for (int k = 1; k <= kPartials; ++k)
      y += hidden_amplitude(k) *
           std::sin(2 * std::numbers::pi * (k * kF0Hz * static_cast<double>(i) / kRate) + k * k);
    x[i] = static_cast<float>(y);
  }
  return x;
}

int main() {
  Graph graph;
  graph.band_hz = 8000;
  graph.inputs = {{"f0_hz", Rate::frame, 1}, {"one", Rate::frame, 1}};
  graph.nodes = {
      {"partials", "dense", {{"units", kPartials}}, {{"in", "in.one"}}},
      {"amplitudes", "exp_sigmoid", {}, {{"in", "partials.out"}}},
      {"bank", "harmonic_bank", {}, {{"f0_hz", "in.f0_hz"}, {"amplitudes", "amplitudes.out"}}},
      {"bands", "dense", {{"units", 16}}, {{"in", "in.one"}}},
      {"band_gains", "exp_sigmoid", {}, {{"in", "bands.out"}}},
      // a density, per root Hz
      {"magnitudes", "affine", {{"scale", 0.001}}, {{"in", "band_gains.out"}}},
      {"breath", "spectral_noise", {{"bands", 16}, {"max_hz", 8000}}, {{"magnitudes", "magnitudes.out"}}},
      {"sum", "mix", {}, {{"in0", "bank.out"}, {"in1", "breath.out"}}}};
  graph.outputs["audio"] = "sum.out";
  auto compiled =
      Plan<float>::compile(graph, {.rate_hz = kRate, .width = 1, .max_samples = kSamples, .training = true});
  if (!compiled) {
    std::printf("%s\n", compiled.error().text.c_str());
    return 1;
  }
  auto plan = std::move(compiled).value();
  auto made_loss = GroupLoss::create({}, kRate, 1, kSamples);
  if (!made_loss) {
    std::printf("%s\n", made_loss.error().text.c_str());
    return 1;
  }
  auto loss = std::move(made_loss).value();

  const auto wanted = target();
  auto weights = initial_weights(plan.weights(), 1);
  for (const char* layer : {"partials.b", "bands.b"}) {
    const WeightEntry& e = *plan.weights().find(layer);
    std::fill_n(weights.begin() + static_cast<std::ptrdiff_t>(e.offset), e.size(),
                -2.f);  // start at a low level
  }
  Adam adam({.learning_rate = 0.05, .fall = Fall::cosine, .decay_steps = 300}, plan.weights(), weights);
  std::vector<float> gradient(weights.size());
  const Call call = next_call(plan.clock(), 0, kSamples);
  std::fill_n(plan.input("f0_hz"), call.frames, static_cast<float>(kF0Hz));
  std::fill_n(plan.input("one"), call.frames, 1.f);
  double first = 0, last = 0;
  for (uint64_t step = 0; step <= 300; ++step) {
    plan.reset();
    // new noise in every step, so that its spectrum is learned and not its samples
    plan.set_lane_seeds(&step);
    plan.set_weights(weights.data());
    plan.run(call);
    plan.clear_gradients(call);
    plan.clear_d_state();
    last = loss.value_and_gradient(plan.output("audio"), wanted.data(), plan.d_output("audio"));
    if (step == 0) first = last;
    std::fill(gradient.begin(), gradient.end(), 0.f);
    plan.rewind(call, gradient.data());
    if (step % 60 == 0) std::printf("step %3d  loss %.3f\n", static_cast<int>(step), last);
    if (step < 300) adam.step(weights, gradient);
  }
  double worst_db = 0;
  for (int k = 1; k <= kPartials; ++k) {
    const double learned =
                     static_cast<double>(plan.wire("amplitudes.out")[(call.frames - 1) * kPartials + k - 1]),
                 off_db = 20 * std::log10(learned / hidden_amplitude(k));
    std::printf("partial %2d  hidden %.4f  learned %.4f\n", k, hidden_amplitude(k), learned);
    worst_db = std::max(worst_db, std::abs(off_db));
  }
  std::printf("loss %.3f -> %.3f; every partial within %.2f dB\n", first, last, worst_db);
  return last < 0.5 * first && worst_db < 1.5 ? 0 : 1;
}
