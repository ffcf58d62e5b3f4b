// SPDX-License-Identifier: MIT
// The law for graphs, beside that for processors (tests/contract): one hundred graphs drawn by seed. Guards
// against: latency or tail that is declared but wrong, parallel paths that meet at different times, a delay
// put in by the plan that depends on block sizes or loses its gradient.
#include <gtest/gtest.h>

#include <cmath>

#include "random_graph.h"

namespace partials::test {
namespace {

constexpr int kRate = 16000;
constexpr uint64_t kSeeds = 100;

PlanOptions options(bool training = false) {
  return {.rate_hz = kRate, .width = 1, .max_samples = 512, .training = training};
}

template <class S>
std::vector<S> noise(size_t n, uint64_t seed) {
  std::mt19937_64 r(seed);
  std::vector<S> x(n);
  for (S& v : x) v = static_cast<S>(std::uniform_real_distribution<double>(-0.5, 0.5)(r));
  return x;
}

// The first and the last sample that is not within `part` of the loudest from silence.
struct Heard {
  int64_t first = -1, last = -1;
};
Heard heard(const std::vector<double>& x, double part) {
  double peak = 0;
  for (double v : x) peak = std::max(peak, std::fabs(v));
  Heard h;
  for (size_t i = 0; i < x.size(); ++i)
    if (std::fabs(x[i]) > part * peak) {
      h.last = static_cast<int64_t>(i);
      if (h.first < 0) h.first = h.last;
    }
  return h;
}

double tails_of_all_nodes(const Plan<double>& plan) {
  double sum = 0;
  for (const auto& node : plan.nodes()) sum += node.spec->tail_s;
  return sum;
}

TEST(RandomGraphs, LatencyIsThatOfAnImpulse) {
  int late = 0;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (const Palette palette : {Palette::exact, Palette::audio}) {
      Played<double> played(RandomGraph(seed, palette).graph, seed, options());
      const int declared = played.plan().latency_samples("out");
      std::vector<double> impulse(static_cast<size_t>(declared) + 4000);
      impulse[0] = 0.5;
      const Heard h = heard(played.play(impulse, {512}), 1e-12);
      EXPECT_EQ(h.first, declared) << "seed " << seed;
      // where nothing rings, all paths end at one time
      if (palette == Palette::exact) {
        EXPECT_EQ(h.last, declared) << "seed " << seed;
        EXPECT_NEAR(played.plan().tail_s() * kRate, declared, 1e-6) << "seed " << seed;
      }
      late += declared > 0;
    }
  }
  EXPECT_GT(late, 120) << "most of these graphs should have latency";
}

TEST(RandomGraphs, NothingIsHeardAfterTheTail) {
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    Played<double> played(RandomGraph(seed, Palette::audio).graph, seed, options());
    const double tail_s = played.plan().tail_s();
    EXPECT_LE(tail_s, tails_of_all_nodes(played.plan()) + 1e-9) << "seed " << seed;
    const size_t loud = 1600, end = loud + static_cast<size_t>(std::ceil(tail_s * kRate));
    std::vector<double> in = noise<double>(loud, seed);
    in.resize(end + 2000);
    EXPECT_LT(heard(played.play(in, {512}), 1e-3).last, static_cast<int64_t>(end))
        << "seed " << seed << ", declared " << tail_s << " s";
  }
}

TEST(RandomGraphs, ParallelPathsAgreeWithThoseThatHaveNoDelay) {
  int aligned = 0;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const RandomGraph random(seed, Palette::audio);
    Played<float> late(random.graph, seed, options()), at_once(random.undelayed(), seed, options());
    ASSERT_EQ(at_once.plan().latency_samples("out"), 0);
    ASSERT_EQ(late.weights(), at_once.weights());
    const auto shift = static_cast<size_t>(late.plan().latency_samples("out"));
    std::vector<float> in = noise<float>(8000, seed);
    in.resize(in.size() + shift);
    const auto a = late.play(in, {512, 3, 64, 1, 200}), b = at_once.play(in, {512});
    double signal = 0, rest = 0;
    for (size_t i = 0; i < 8000; ++i) {
      signal += double(b[i]) * b[i];
      rest += (double(a[i + shift]) - b[i]) * (double(a[i + shift]) - b[i]);
    }
    EXPECT_GT(signal, 0) << "seed " << seed;
    EXPECT_LE(rest, 1e-12 * signal) << "seed " << seed;
    aligned += late.plan().nodes().size() > random.graph.nodes.size();
  }
  EXPECT_GT(aligned, 40) << "many of these graphs should need a delay put in";
}

// Loss: the sum of all outputs times fixed numbers.
double loss(Played<double>& p, const Call& call, const std::vector<double>& in,
            const std::vector<double>& by) {
  p.plan().reset();
  p.fill(call, in.data());
  p.plan().run(call);
  double sum = 0;
  for (int i = 0; i < call.samples; ++i) sum += p.plan().output("out")[i] * by[static_cast<size_t>(i)];
  return sum;
}

TEST(RandomGraphs, GradientEqualsTheNumericalOne) {
  constexpr int kSamples = 500;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const RandomGraph random(seed, Palette::audio);
    Graph graph = random.graph;
    for (Node& n : graph.nodes)  // within the segment
      if (n.processor == "delay") n.settings["samples"] = std::floor(n.settings["samples"] / 8);
    Played<double> p(graph, seed, options(true));
    std::vector<double> in = noise<double>(kSamples, seed);
    const std::vector<double> by = noise<double>(kSamples, seed + 1000);
    const Call call = next_call(p.plan().clock(), 0, kSamples);
    loss(p, call, in, by);
    p.plan().clear_gradients(call);
    std::copy(by.begin(), by.end(), p.plan().d_output("out"));
    p.plan().clear_d_state();
    std::vector<double> d_weights(p.weights().size());
    p.plan().rewind(call, d_weights.data());
    const std::vector<double> d_in(p.plan().d_input("in"), p.plan().d_input("in") + kSamples);
    auto expect_slope = [&](double& x, double declared, const std::string& what) {
      const double keep = x, h = 1e-5;
      x = keep + h;
      const double up = loss(p, call, in, by);
      x = keep - h;
      const double down = loss(p, call, in, by);
      x = keep;
      EXPECT_NEAR(declared, (up - down) / (2 * h), 1e-5 * std::max(0.1, std::fabs(declared)))
          << "seed " << seed << ", " << what;
    };
    for (size_t i = 0; i < kSamples; i += 83) expect_slope(in[i], d_in[i], "input " + std::to_string(i));
    for (const WeightEntry& e : p.plan().weights().entries)
      expect_slope(p.weights()[e.offset], d_weights[e.offset], e.name);
  }
}

}  // namespace
}  // namespace partials::test
