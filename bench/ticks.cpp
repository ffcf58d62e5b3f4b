// SPDX-License-Identifier: MIT
// Cost of per-sample processors: ns per sample and lane, forward, and backward as a multiple of it. The
// gradients come from dual numbers (dsp/tick.h); the goal is three to four times the forward pass.
#include <algorithm>
#include <cstdio>
#include <random>

#include "base/clocks.h"
#include "graph/plan.h"

using namespace partials;

int main() {
  std::printf("%-20s %6s %12s %12s %8s\n", "controls held", "lanes", "forward ns", "backward ns", "ratio");
  for (const char* id : {"one_pole", "lowpass", "svf", "peak_eq", "envelope_follower", "soft_clip"})
    for (int width : {1, 8, 16}) {
      Graph g;
      g.inputs = {{"x", Rate::sample, 1}};
      g.nodes = {{"node", id, {}, {{"in", "in.x"}}}};
      g.outputs["out"] = "node.out";
      auto made =
          Plan<float>::compile(g, {.rate_hz = 48000, .width = width, .max_samples = 48000, .training = true});
      if (!made) {
        std::printf("%s\n", made.error().text.c_str());
        return 1;
      }
      auto plan = std::move(made).value();
      auto weights = initial_weights(plan.weights(), 1);
      std::vector<float> d_weights(weights.size());
      plan.set_weights(weights.data());
      const Call call = next_call(plan.clock(), 0, 48000);
      std::mt19937 r(1);
      for (int i = 0; i < call.samples * width; ++i)
        plan.input("x")[i] = std::uniform_real_distribution<float>(-1, 1)(r);
      double forward = 1, backward = 1;
      for (int run = 0; run < 8; ++run) {
        plan.clear_gradients(call);
        std::fill_n(plan.d_output("out"), static_cast<size_t>(call.samples) * width, 1e-3f);
        plan.clear_d_state();
        const double t0 = now_s();
        plan.run(call);
        const double t1 = now_s();
        plan.rewind(call, d_weights.data());
        forward = std::min(forward, t1 - t0);
        backward = std::min(backward, now_s() - t1);
      }
      const double per = 1e9 / call.samples / width;
      std::printf("%-20s %6d %12.2f %12.2f %8.1f\n", id, width, forward * per, backward * per,
                  backward / forward);
    }
}
