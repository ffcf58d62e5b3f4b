// SPDX-License-Identifier: MIT
// Guards against: partitions that overlap or leave gaps, a room that changes with the block size or the rate,
// a wrong decay time, wrong gradients of late taps that the short runs of the contract do not reach.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "graph/plan.h"

namespace partials {
namespace {

Graph reverb(const char* processor, double ir_s, double reference_rate_hz = 44100) {
  Graph g;
  g.reference_rate_hz = reference_rate_hz;
  g.inputs.push_back({"in", Rate::sample, 1});
  Node node{"room", processor, {}, {}};
  node.settings["ir_s"] = ir_s;
  node.in["in"] = "in.in";
  g.nodes.push_back(node);
  g.outputs["out"] = "room.out";
  return g;
}

template <class S>
Plan<S> compile(const Graph& g, PlanOptions o) {
  auto p = Plan<S>::compile(g, o);
  EXPECT_TRUE(p.ok()) << (p.ok() ? "" : p.error().text);
  return std::move(p).value();
}

template <class S>
std::vector<S> noise(size_t n, unsigned seed) {
  std::mt19937 r(seed);
  std::vector<S> x(n);
  for (auto& v : x) v = static_cast<S>(std::uniform_real_distribution<double>(-1, 1)(r));
  return x;
}

// Plays x [samples][width] in calls of the given size.
template <class S>
std::vector<S> play(Plan<S>& plan, const std::vector<S>& x, int block) {
  std::vector<S> y;
  const int width = plan.width();
  for (int64_t at = 0; at < static_cast<int64_t>(x.size()) / width;) {
    const Call c =
        next_call(plan.clock(), at,
                  static_cast<int>(std::min<int64_t>(block, static_cast<int64_t>(x.size()) / width - at)));
    std::copy_n(x.data() + at * width, c.samples * width, plan.input("in"));
    plan.run(c);
    y.insert(y.end(), plan.output("out"), plan.output("out") + c.samples * width);
    at += c.samples;
  }
  return y;
}

TEST(ImpulseReverb, FftConvolutionIsDirectConvolution) {
  const int rate = 44100, samples = 23000;
  for (int taps : {1, 63, 64, 65, 500, 513, 4100, 9001}) {
    auto plan = compile<double>(reverb("impulse_reverb", taps / 44100.0),
                                {.rate_hz = rate, .width = 1, .max_samples = 5000});
    ASSERT_EQ(plan.weights().size, static_cast<size_t>(taps) + 1);
    auto w = noise<double>(taps + 1, 1);
    plan.set_weights(w.data());
    const auto x = noise<double>(samples, 2), y = play(plan, x, 5000);
    for (int n : {0, 1, 63, 64, 511, 512, 4095, 4096, 8191, 8192, 12288, 20000, 22999}) {
      double direct = w[0] * x[n];
      for (int j = 0; j < taps && j <= n; ++j) direct += w[1 + j] * x[n - j];
      EXPECT_NEAR(y[n], direct, 1e-10) << taps << " taps, sample " << n;
    }
  }
}

TEST(ImpulseReverb, LongRoomsDoNotDependOnTheBlockSize) {
  for (int width : {1, 8}) {
    auto plan = compile<float>(reverb("impulse_reverb", 0.3),
                               {.rate_hz = 48000, .width = width, .max_samples = 20000});
    const auto w = noise<float>(plan.weights().size, 3), x = noise<float>(20000 * width, 4);
    plan.set_weights(w.data());
    const auto whole = play(plan, x, 20000);
    for (int block : {1, 7, 64, 4096}) {
      plan.reset();
      ASSERT_EQ(whole, play(plan, x, block)) << "block " << block << ", width " << width;
    }
  }
}

TEST(ImpulseReverb, GradientsOfAllTapsAndInputsAreTheDirectOnes) {
  const int taps = 5000, samples = 7000;
  Graph g = reverb("impulse_reverb", taps / 44100.0);
  auto plan = compile<double>(g, {.rate_hz = 44100, .width = 1, .max_samples = samples, .training = true});
  const auto w = noise<double>(taps + 1, 5), x = noise<double>(samples, 6), d_y = noise<double>(samples, 7);
  plan.set_weights(w.data());
  const Call call = next_call(plan.clock(), 0, samples);
  std::copy(x.begin(), x.end(), plan.input("in"));
  plan.run(call);
  plan.clear_gradients(call);
  plan.clear_d_state();
  std::copy(d_y.begin(), d_y.end(), plan.d_output("out"));
  std::vector<double> d_w(taps + 1);
  plan.rewind(call, d_w.data());
  for (int j : {0, 1, 63, 64, 511, 512, 4095, 4096, 4999}) {
    double direct = 0;
    for (int n = j; n < samples; ++n) direct += d_y[n] * x[n - j];
    EXPECT_NEAR(d_w[1 + j], direct, 1e-9) << "tap " << j;
  }
  for (int n : {0, 1, 100, 4096, 6999}) {
    double direct = w[0] * d_y[n];
    for (int j = 0; j < taps && n + j < samples; ++j) direct += w[1 + j] * d_y[n + j];
    EXPECT_NEAR(plan.d_input("in")[n], direct, 1e-9) << "input " << n;
  }
}

// gain at 200, 1000 and 5000 Hz of a smooth response, to 0.1 dB
TEST(ImpulseReverb, KeepsItsLevelAtOtherRates) {
  const double f_hz[] = {200, 1000, 5000};
  double gain_db[3][3];
  const int rates[] = {44100, 48000, 96000};
  for (int r = 0; r < 3; ++r) {
    auto plan = compile<double>(reverb("impulse_reverb", 0.02),
                                {.rate_hz = rates[r], .width = 1, .max_samples = 4096});
    std::vector<double> w(plan.weights().size), x(rates[r] / 10), y;
    for (size_t j = 0; j + 1 < w.size(); ++j)
      w[1 + j] = 0.1 * std::exp(-std::pow((static_cast<double>(j) - 60) / 3, 2)) +
                 0.05 * std::exp(-std::pow((static_cast<double>(j) - 300) / 4, 2));
    plan.set_weights(w.data());
    x[0] = 1;
    y = play(plan, x, 512);
    for (int f = 0; f < 3; ++f) {
      double re = 0, im = 0;
      for (size_t n = 0; n < y.size(); ++n) {
        re += y[n] * std::cos(2 * M_PI * f_hz[f] * n / rates[r]);
        im += y[n] * std::sin(2 * M_PI * f_hz[f] * n / rates[r]);
      }
      gain_db[r][f] = 10 * std::log10(re * re + im * im);
    }
  }
  for (int r = 1; r < 3; ++r)
    for (int f = 0; f < 3; ++f)
      EXPECT_NEAR(gain_db[r][f], gain_db[0][f], 0.1) << rates[r] << " Hz, " << f_hz[f] << " Hz";
}

TEST(ImpulseReverb, ItsWetGainTurnsTheWetSoundAlone) {
  const int taps = 300, samples = 4000;
  for (bool wired : {true, false}) {
    Graph g = reverb("impulse_reverb", taps / 44100.0);
    if (wired) {
      g.inputs.push_back({"gain", Rate::frame, 1});
      g.nodes[0].in["wet_gain_db"] = "in.gain";
    } else {
      g.nodes[0].settings["wet_gain_db"] = -6;
    }
    auto plan = compile<double>(g, {.rate_hz = 44100, .width = 1, .max_samples = samples});
    const auto w = noise<double>(taps + 1, 8), x = noise<double>(samples, 9);
    plan.set_weights(w.data());
    if (wired) std::fill_n(plan.input("gain"), next_call(plan.clock(), 0, samples).frames, -6.0);
    const auto y = play(plan, x, samples);
    for (int n : {0, 63, 64, 2000, 3999}) {
      double wet = 0;
      for (int j = 0; j < taps && j <= n; ++j) wet += w[1 + j] * x[n - j];
      EXPECT_NEAR(y[n], w[0] * x[n] + std::pow(10, -6 / 20.0) * wet, 1e-10)
          << (wired ? "port" : "setting") << ", sample " << n;
    }
  }
}

TEST(ImpulseReverb, AGainThatRestsChangesNothing) {
  Graph plain = reverb("impulse_reverb", 0.1), wired = plain;
  wired.inputs.push_back({"gain", Rate::frame, 1});
  wired.nodes[0].in["wet_gain_db"] = "in.gain";
  auto a = compile<float>(plain, {.rate_hz = 48000, .width = 1, .max_samples = 512}),
       b = compile<float>(wired, {.rate_hz = 48000, .width = 1, .max_samples = 512});
  const auto w = noise<float>(a.weights().size, 10), x = noise<float>(20000, 11);
  a.set_weights(w.data());
  b.set_weights(w.data());
  EXPECT_EQ(play(a, x, 512), play(b, x, 512));
}

TEST(DecayReverb, FallsBySixtyDecibelsInTheTimeDeclared) {
  const double t60_s = 0.4, wet_db = -6;
  for (int rate : {44100, 48000, 96000}) {
    auto plan =
        compile<double>(reverb("decay_reverb", 1), {.rate_hz = rate, .width = 1, .max_samples = 4096});
    const std::vector<double> w{0, (wet_db + 60) / 72, std::log(t60_s / 0.05) / std::log(20 / 0.05)};
    plan.set_weights(w.data());
    std::vector<double> x(rate), energy_after(rate + 1);
    x[0] = 1;
    const auto h = play(plan, x, 1000);
    for (int n = rate - 1; n >= 0; --n) energy_after[n] = energy_after[n + 1] + h[n] * h[n];
    auto time_of = [&](double db) {  // Schroeder's curve
      int n = 0;
      while (10 * std::log10(energy_after[n] / energy_after[0]) > db) ++n;
      return static_cast<double>(n) / rate;
    };
    EXPECT_NEAR((time_of(-35) - time_of(-5)) * 2, t60_s, 0.03 * t60_s) << rate;
    // per Hz: the same level of any sound
    EXPECT_NEAR(10 * std::log10(energy_after[0] * rate / 44100.0), wet_db, 0.5) << rate;
  }
}

}  // namespace
}  // namespace partials
