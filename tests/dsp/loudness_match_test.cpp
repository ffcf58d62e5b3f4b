// SPDX-License-Identifier: MIT
// Guards against: noise that is counted but not produced. A band below spectral_noise's first bin was silent,
// but its power reduced the level of everything else, and training exploited this: notes were up to 2.4 dB
// too soft.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <vector>

#include "base/fft_plan.h"
#include "dsp/a_weighting.h"
#include "graph/plan.h"

namespace partials {
namespace {

constexpr int kBands = 64;
constexpr double kF0Hz = 1000, kAskedDb = -20;

Graph partial_and_noise() {
  Graph g;
  g.inputs = {{"f0_hz", Rate::frame, 1},
              {"loudness_db", Rate::frame, 1},
              {"amplitudes", Rate::frame, 1},
              {"noise", Rate::frame, kBands}};
  g.nodes.push_back({"level",
                     "loudness_match",
                     {{"bands", kBands}, {"overlap", 3}},
                     {{"f0_hz", "in.f0_hz"},
                      {"loudness_db", "in.loudness_db"},
                      {"amplitudes", "in.amplitudes"},
                      {"noise", "in.noise"}}});
  g.nodes.push_back(
      {"breath", "spectral_noise", {{"bands", kBands}, {"overlap", 3}}, {{"magnitudes", "level.noise"}}});
  g.outputs = {{"amplitudes", "level.amplitudes"}, {"noise", "level.noise"}, {"breath", "breath.out"}};
  return g;
}

// A-weighted mean square of the steady part of x.
double weighted_power(const std::vector<float>& x, int rate_hz) {
  const int n = 4096;
  RealFft<double> fft(n);
  std::vector<double> piece(n);
  std::vector<std::complex<double>> bins(n / 2 + 1);
  double sum = 0;
  int pieces = 0;
  for (size_t at = n; at + n <= x.size(); at += n / 2, ++pieces) {
    for (int i = 0; i < n; ++i) piece[i] = x[at + i] * (0.5 - 0.5 * std::cos(2 * M_PI * i / n));
    fft.forward(piece.data(), bins.data());
    for (int k = 1; k < n / 2; ++k)
      sum +=
          a_weighting_power(k * static_cast<double>(rate_hz) / n) * std::norm(bins[k]) * 2 / (0.375 * n * n);
  }
  return sum / pieces;
}

TEST(LoudnessMatch, IsAsLoudAsAskedWhicheverBandIsFull) {
  for (int rate_hz : {44100, 48000})
    for (int band : {0, 1, 2, 3, 5, 20, 62}) {
      auto plan =
          Plan<float>::compile(partial_and_noise(), {.rate_hz = rate_hz, .width = 1, .max_samples = 1024});
      ASSERT_TRUE(plan.ok()) << plan.error().text;
      Plan<float>& p = plan.value();
      std::vector<float> breath;
      double partial = 0;
      while (breath.size() < static_cast<size_t>(8 * rate_hz)) {
        const Call c = next_call(p.clock(), static_cast<int64_t>(breath.size()), 1024);
        for (int t = 0; t < c.frames; ++t) {
          p.input("f0_hz")[t] = kF0Hz;
          p.input("loudness_db")[t] = kAskedDb;
          p.input("amplitudes")[t] = 1;
          // up to 50 dB above the partial
          for (int b = 0; b < kBands; ++b) p.input("noise")[t * kBands + b] = b == band ? 3.f : 0.f;
        }
        p.run(c);
        partial = p.output("amplitudes")[0];
        breath.insert(breath.end(), p.output("breath"), p.output("breath") + c.samples);
      }
      const double made = 0.5 * partial * partial + weighted_power(breath, rate_hz);
      EXPECT_NEAR(10 * std::log10(made), kAskedDb, 0.7) << "band " << band << " at " << rate_hz << " Hz";
    }
}

TEST(LoudnessMatch, NoiseAsItIsMadeHasTheGradientsOfFiniteDifferences) {
  auto compiled = Plan<double>::compile(
      partial_and_noise(), {.rate_hz = 44100, .width = 1, .max_samples = 1024, .training = true});
  ASSERT_TRUE(compiled.ok()) << compiled.error().text;
  Plan<double>& p = compiled.value();
  const Call call = next_call(p.clock(), 0, 1);
  auto weight = [](int i) { return std::sin(1.0 + 2.3 * i); };
  double* noise = p.input("noise");
  auto run = [&] {
    p.input("f0_hz")[0] = kF0Hz;
    p.input("loudness_db")[0] = kAskedDb;
    p.input("amplitudes")[0] = 1;
    p.reset();
    p.run(call);
    double sum = 2 * p.output("amplitudes")[0];
    for (int b = 0; b < kBands; ++b) sum += weight(b) * p.output("noise")[b];
    return sum;
  };
  for (int b = 0; b < kBands; ++b) noise[b] = 0.02 * (1.5 + std::cos(3.1 * b));
  run();
  p.clear_gradients(call);
  p.clear_d_state();
  p.d_output("amplitudes")[0] = 2;
  for (int b = 0; b < kBands; ++b) p.d_output("noise")[b] = weight(b);
  p.rewind(call, nullptr);
  const std::vector<double> gradient(p.d_input("noise"), p.d_input("noise") + kBands);
  for (int b = 0; b < kBands; ++b) {
    const double at = noise[b], h = 1e-6;
    noise[b] = at + h;
    const double above = run();
    noise[b] = at - h;
    const double below = run();
    noise[b] = at;
    EXPECT_NEAR(gradient[b], (above - below) / (2 * h), 1e-6 * (1 + std::fabs(gradient[b]))) << "band " << b;
  }
}

}  // namespace
}  // namespace partials
