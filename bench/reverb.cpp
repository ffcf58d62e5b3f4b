// SPDX-License-Identifier: MIT
// The convolution reverb: nanoseconds per sample at 48 kHz in blocks of 64, mean and worst block (best of
// several passes, which excludes interruptions), and a training pass of 16 lanes. For comparison on the
// same machine type: zita-convolver 4.0.3, block 64, 177 ns per sample at 1 s (0.85 % of a core, worker
// threads included) and 331 at 3 s; PyTorch, 16 x 64 000 samples with a response of 16 000 taps, forward
// and backward: 52 ms.
#include <algorithm>
#include <cstdio>
#include <vector>

#include "base/random.h"
#include "graph/plan.h"
#include "measure.h"

using namespace partials;

static Graph reverb(double ir_s, double rate_hz) {
  Graph g;
  g.reference_rate_hz = rate_hz;
  g.inputs.push_back({"in", Rate::sample, 1});
  g.nodes.push_back({"room", "impulse_reverb", {{"ir_s", ir_s}}, {{"in", "in.in"}}});
  g.outputs["out"] = "room.out";
  return g;
}
static double ns_since(double start_s) { return 1e9 * (cpu_s() - start_s); }
static std::vector<float> random_weights(const Plan<float>& plan) {
  std::vector<float> w(plan.weights().size);
  for (size_t i = 0; i < w.size(); ++i) w[i] = 0.01f * random_bipolar(1, i);
  return w;
}

int main() {
  std::printf("%s\n%10s %12s %10s %14s %14s\n", name_of(best_isa()), "response s", "ns / sample", "% of core",
              "mean block us", "worst block us");
  for (double ir_s : {0.1, 1.0, 3.0}) {
    auto made = Plan<float>::compile(reverb(ir_s, 48000), {.rate_hz = 48000, .width = 1, .max_samples = 64});
    if (!made) {
      std::fprintf(stderr, "%s\n", made.error().text.c_str());
      return 1;
    }
    Plan<float>& plan = made.value();
    const auto w = random_weights(plan);
    plan.set_weights(w.data());
    const Call call{0, 0, 0, 64};
    const int blocks = 4 * 48000 / 64;
    std::vector<double> best(blocks, 1e30);
    for (int pass = 0; pass < 6; ++pass) {
      plan.reset();
      plan.run(call);  // transforms the response
      for (double& b : best) {
        for (int i = 0; i < 64; ++i) plan.input("in")[i] = 0.1f;
        const double t0 = cpu_s();
        plan.run(call);
        b = std::min(b, ns_since(t0));
      }
    }
    double sum = 0;
    for (double b : best) sum += b;
    const double per_sample = sum / blocks / 64;
    std::printf("%10.1f %12.1f %10.2f %14.2f %14.2f\n", ir_s, per_sample, per_sample * 48000 * 1e-7,
                sum / blocks * 1e-3, *std::max_element(best.begin(), best.end()) * 1e-3);
  }
  constexpr int kSamples = 64000;
  auto made = Plan<float>::compile(
      reverb(1, 16000), {.rate_hz = 16000, .width = 16, .max_samples = kSamples, .training = true});
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().text.c_str());
    return 1;
  }
  Plan<float>& plan = made.value();
  const auto w = random_weights(plan);
  std::vector<float> d_w(w.size());
  plan.set_weights(w.data());
  for (int i = 0; i < kSamples * 16; ++i)
    plan.input("in")[i] = 0.1f * random_bipolar(2, static_cast<uint64_t>(i));
  const Call call = next_call(plan.clock(), 0, kSamples);
  double forward = 1e30, both = 1e30;
  for (int pass = 0; pass < 8; ++pass) {
    const double t0 = cpu_s();
    plan.reset();
    plan.run(call);
    forward = std::min(forward, ns_since(t0));
    plan.clear_gradients(call);
    plan.clear_d_state();
    std::copy_n(plan.output("out"), kSamples * 16, plan.d_output("out"));
    plan.rewind(call, d_w.data());
    both = std::min(both, ns_since(t0));
  }
  std::printf("training, 16 x %d samples, 1 s at 16 kHz: forward %.1f ms, with gradient %.1f ms, %.0f MiB\n",
              kSamples, forward * 1e-6, both * 1e-6, static_cast<double>(plan.memory_bytes()) / 1048576);
}
