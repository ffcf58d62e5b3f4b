// SPDX-License-Identifier: MIT
// GFLOP/s of one thread for the network layers, forward and backward, through a plan: 8 lanes of 400 frames
// as in training, and one frame of one voice as in playing (microseconds). The limit is the machine's speed
// on independent multiply-adds, measured in the same run. usage: nn_speed [--peer]   also runs
// bench/peers/gru_torch.py on one thread and prints the ratios
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/random.h"
#include "graph/plan.h"
#include "measure.h"

using namespace partials;

namespace {

// Twelve independent chains of multiply-adds in registers of eight floats, which saturate both units of
// every recent core.
__attribute__((target("avx2,fma"), noinline)) float chains(int turns) {
  typedef float Vec __attribute__((vector_size(32)));
  Vec a = {}, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
  const Vec x = a + 0.999f, y = a + 0.001f;
  for (int t = 0; t < turns; ++t) {
    a = a * x + y;
    b = b * x + y;
    c = c * x + y;
    d = d * x + y;
    e = e * x + y;
    f = f * x + y;
    g = g * x + y;
    h = h * x + y;
    i = i * x + y;
    j = j * x + y;
    k = k * x + y;
    l = l * x + y;
    __asm__ volatile(""
                     : "+x"(a), "+x"(b), "+x"(c), "+x"(d), "+x"(e), "+x"(f), "+x"(g), "+x"(h), "+x"(i),
                       "+x"(j), "+x"(k), "+x"(l));
  }
  return (a + b + c + d + e + f + g + h + i + j + k + l)[0];
}
double limit_gflops() {
  constexpr int kTurns = 200000;
  return 2.0 * 8 * 12 * kTurns / best_s(1, 20, [] { chains(kTurns); }) * 1e-9;
}

struct Layer {
  const char* processor;
  int cols, units, gates;  // gates: rows of each matrix, divided by units
  // of one frame of one lane, forward
  double flops() const { return 2.0 * gates * units * (gates == 1 ? cols : cols + units); }
};

Graph graph_of(const Layer& l) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = 100;
  g.inputs.push_back({"x", Rate::frame, l.cols});
  g.nodes.push_back({"layer", l.processor, {{"units", static_cast<double>(l.units)}}, {{"in", "in.x"}}});
  g.outputs["y"] = "layer.out";
  return g;
}

struct Prepared {
  Plan<float> plan;
  std::vector<float> weights, gradient;
  Call call;
};

Prepared prepare(const Layer& l, int width, int frames, bool training, Isa isa) {
  PlanOptions o;
  o.rate_hz = 16000;
  o.width = width;
  o.max_samples = 160 * frames;
  o.training = training;
  o.isa = isa;
  auto plan = Plan<float>::compile(graph_of(l), o);
  if (!plan) {
    std::fprintf(stderr, "%s\n", plan.error().text.c_str());
    std::exit(1);
  }
  Prepared p{std::move(plan).value(), {}, {}, {}};
  p.weights = initial_weights(p.plan.weights(), 1);
  p.gradient.resize(p.weights.size());
  p.plan.set_weights(p.weights.data());
  p.call = next_call(p.plan.clock(), 0, 160 * frames);
  const size_t n = static_cast<size_t>(frames) * l.cols * width;
  for (size_t i = 0; i < n; ++i) p.plan.input("x")[i] = random_bipolar(1, i);
  p.plan.reset();
  return p;
}

constexpr int kLanes = 8, kFrames = 400;  // as in training
constexpr int kPeerLanes = 16;

}  // namespace

int main(int argc, char** argv) {
  const double limit = limit_gflops();
  std::printf("limit: %.0f GFLOP/s\n", limit);
  const Layer layers[] = {{"dense", 512, 512, 1},
                          {"dense", 64, 64, 1},
                          {"gru", 1024, 512, 3},
                          {"gru", 64, 48, 3},
                          {"lstm", 40, 40, 4}};
  double forward_s = 0, both_s = 0, step_s = 0;
  for (Isa isa : {Isa::base, Isa::avx2, Isa::avx512, Isa::bf16}) {
    if (!has(isa)) continue;
    for (const Layer& l : layers) {
      auto wide = prepare(l, kLanes, kFrames, true, isa);
      const double flops = l.flops() * kFrames * kLanes;
      const int trials = flops > 1e10 ? 3 : 12;
      const double forward = best_s(1, trials, [&] { wide.plan.run(wide.call); });
      wide.plan.clear_gradients(wide.call);
      std::fill_n(wide.plan.d_output("y"), kFrames * l.units * kLanes, 0.01f);
      const double backward = best_s(1, trials, [&] { wide.plan.rewind(wide.call, wide.gradient.data()); });
      auto one = prepare(l, 1, 1, false, isa);
      const double step = best_s(20, 30, [&] { one.plan.run(one.call); });
      std::printf(
          "%-7s %-5s %4d -> %3d: 8 lanes x 400 frames forward %5.1f GFLOP/s (%.2f of the limit), backward "
          "%5.1f (%.2f); one frame of one voice %6.2f us\n",
          name_of(isa), l.processor, l.cols, l.units, flops / forward * 1e-9, flops / forward * 1e-9 / limit,
          2 * flops / backward * 1e-9, 2 * flops / backward * 1e-9 / limit, step * 1e6);
      if (l.cols == 1024 && isa == best_isa()) {
        forward_s = forward * kPeerLanes / kLanes;
        both_s = (forward + backward) * kPeerLanes / kLanes;
        step_s = step;
      }
    }
  }
  if (argc < 2 || std::strcmp(argv[1], "--peer")) return 0;
  double f = 0, b = 0, s = 0;
  if (std::sscanf(ask_peer("gru_torch.py").c_str(), "%lf %lf %lf", &f, &b, &s) != 3) return 1;
  std::printf(
      "PyTorch, one thread, GRU 1024 -> 512: 16 x 400 forward %.0f ms (ours %.2f times faster), with "
      "gradient %.0f ms (%.2f), one frame %.0f us (%.1f)\n",
      f * 1e3, f / forward_s, b * 1e3, b / both_s, s * 1e6, s / step_s);
}
