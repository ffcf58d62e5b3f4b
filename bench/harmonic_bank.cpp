// SPDX-License-Identifier: MIT
// Cost of the harmonic bank: ns per output sample and lane, forward and forward + backward, and its maximum
// error against the formula in double over ten seconds (sum |a| = 1). Limits: 10 ns steady, 20 ns gliding
// or stretched, 1e-5. usage: harmonic_bank [--peer]   also runs bench/peers/harmonic_bank_torch.py on one
// thread and prints the ratios
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "graph/plan.h"
#include "measure.h"

using namespace partials;

namespace {

struct Sound {
  const char* name;
  double glide_hz;  // change of f0 over the ten seconds, and vibrato
  bool stretched;
};

Graph bank_graph(int partials, bool stretched) {
  Graph g;
  g.inputs = {{"f0_hz", Rate::frame, 1}, {"amplitudes", Rate::frame, partials}};
  Node bank{"bank", "harmonic_bank", {}, {{"f0_hz", "in.f0_hz"}, {"amplitudes", "in.amplitudes"}}};
  if (stretched) {
    g.inputs.push_back({"stretch", Rate::frame, 1});
    bank.in["stretch"] = "in.stretch";
  }
  g.nodes = {bank};
  g.outputs["out"] = "bank.out";
  g.hop_num = 1;
  g.hop_den = 100;
  return g;
}

template <class S>
void fill(Plan<S>& plan, const Call& c, const Sound& sound, int partials) {
  const int w = plan.width();
  double total = 0;
  for (int k = 1; k <= partials; ++k) total += 1.0 / k;
  for (int t = 0; t < c.frames; ++t)
    for (int l = 0; l < w; ++l) {
      const double at = static_cast<double>(c.frame + t) / 100;
      plan.input("f0_hz")[t * w + l] =
          static_cast<float>(70 + l + sound.glide_hz * (at / 10 + 0.1 * std::sin(35 * at)));
      if (sound.stretched) plan.input("stretch")[t * w + l] = static_cast<float>(1e-4);
      for (int k = 0; k < partials; ++k)
        plan.input("amplitudes")[(static_cast<size_t>(t) * partials + k) * w + l] =
            static_cast<float>((1 + 0.3 * std::sin(3 * at + k)) / (1.3 * (k + 1) * total));
    }
}

template <class S>
Plan<S> compiled(const Graph& g, int rate, int width, int samples, bool training, Isa isa) {
  auto p = Plan<S>::compile(
      g, {.rate_hz = rate, .width = width, .max_samples = samples, .training = training, .isa = isa});
  if (!p) {
    std::printf("%s\n", p.error().text.c_str());
    std::exit(1);
  }
  return std::move(p).value();
}

struct Cost {
  double forward_ns, both_ns;
};

Cost measure(const Sound& sound, int partials, int rate, int width, Isa isa) {
  auto plan = compiled<float>(bank_graph(partials, sound.stretched), rate, width, rate, true, isa);
  auto player = compiled<float>(bank_graph(partials, sound.stretched), rate, width, rate, false, isa);
  const Call call = next_call(plan.clock(), 0, rate);
  fill(plan, call, sound, partials);
  fill(player, call, sound, partials);
  Cost best{1e9, 1e9};
  for (int run = 0; run < 15; ++run) {
    const double t0 = cpu_s();
    player.run(call);
    const double t1 = cpu_s();
    plan.clear_gradients(call);
    for (int i = 0; i < call.samples * width; ++i)
      plan.d_output("out")[i] = 0.001f * static_cast<float>(i % 97 - 48);
    plan.clear_d_state();
    const double t2 = cpu_s();
    plan.run(call);
    plan.rewind(call, nullptr);
    const double t3 = cpu_s();
    best.forward_ns = std::min(best.forward_ns, 1e9 * (t1 - t0) / call.samples / width);
    best.both_ns = std::min(best.both_ns, 1e9 * (t3 - t2) / call.samples / width);
  }
  return best;
}

double worst_error(const Sound& sound, int partials, int rate, int width, Isa isa) {
  const Graph g = bank_graph(partials, sound.stretched);
  auto fast = compiled<float>(g, rate, width, rate, false, isa);
  auto exact = compiled<double>(g, rate, 1, rate, false, isa);
  double worst = 0;
  for (int64_t at = 0; at < 10 * rate; at += rate) {
    const Call c = next_call(fast.clock(), at, rate);
    fill(fast, c, sound, partials);
    fill(exact, c, sound, partials);
    fast.run(c);
    exact.run(c);
    for (int i = 0; i < c.samples; ++i)
      worst = std::max(worst, std::fabs(fast.output("out")[i * width] - exact.output("out")[i]));
  }
  return worst;
}

}  // namespace

int main(int argc, char** argv) {
  const bool peer = argc > 1 && !std::strcmp(argv[1], "--peer");
  const Isa isa = best_isa();
  std::printf("100 partials at 48 kHz, %s code; ns per output sample\n", name_of(isa));
  std::printf("%-22s %6s %9s %9s %12s\n", "", "lanes", "forward", "+backward", "worst error");
  for (const Sound& sound : {Sound{"steady", 0, false},
                             {"gliding", 50, false},
                             {"stretched", 0, true},
                             {"gliding, stretched", 50, true}})
    for (int width : {1, 8, 16}) {
      const Cost c = measure(sound, 100, 48000, width, isa);
      std::printf("%-22s %6d %9.2f %9.2f %12.1e\n", sound.name, width, c.forward_ns, c.both_ns,
                  worst_error(sound, 100, 48000, width, isa));
    }
  std::printf("\n100 partials at 16 kHz, gliding; ms per second of audio, all items\n");
  for (int width : {1, 16}) {
    const Cost c = measure({"gliding", 50, false}, 100, 16000, width, isa);
    const double forward = c.forward_ns * 0.016 * width, both = c.both_ns * 0.016 * width;
    std::printf("batch %2d: forward %.3f, forward + backward %.3f", width, forward, both);
    double peer_forward, peer_both;
    if (peer && std::sscanf(ask_peer("harmonic_bank_torch.py", "100 16000 " + std::to_string(width)).c_str(),
                            "%lf %lf", &peer_forward, &peer_both) == 2)
      std::printf("; peer %.1f, %.1f: %.0f and %.0f times faster", peer_forward, peer_both,
                  peer_forward / forward, peer_both / both);
    std::printf("\n");
  }
}
