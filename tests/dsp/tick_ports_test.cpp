// SPDX-License-Identifier: MIT
// Guards against: a formula with a sidechain, two outputs, a vector of controls and a setting whose ports,
// numbers or gradients are mixed up. It is compiled only here, as no processor needs all of them yet.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"
#include "dsp/tick.h"

PARTIALS_BEGIN

// Two bands of `in`, each turned down by how loud the sidechain is.
struct DuckFormula {
  static constexpr const char* kId = "duck";
  static constexpr const char* kSummary = "for the test";
  static constexpr const char* kInputs[] = {"in", "sidechain"};
  static constexpr const char* kOutputs[] = {"low", "high"};
  static constexpr Control kControls[] = {{"amount", Unit::linear, 0, 2, Taper::linear, 1},
                                          {"gains", Unit::linear, 0, 4, Taper::linear, 1, 2}};
  static constexpr Control kSettings[] = {{"slope", Unit::count, 1, 4, Taper::linear, 1}};
  template <class T>
  struct Coeffs {
    T amount, low, high;
  };
  template <class T>
  struct State {
    T s, level;
  };
  template <class T>
  static Coeffs<T> coeffs(const T* c, double, const Settings& settings) {
    return {c[0] * T(static_cast<float>(settings.get("slope"))), c[1], c[2]};
  }
  template <class T>
  static void tick(const Coeffs<T>& k, State<T>& state, const T (&x)[2], T (&y)[2]) {
    state.level = state.level * T(0.5f) + x[1] * x[1];
    state.s = state.s * T(0.5f) + x[0] * T(0.5f);
    const T turned = T(1.f) / (T(1.f) + k.amount * state.level);
    y[0] = k.low * state.s * turned;
    y[1] = k.high * (x[0] - state.s) * turned;
  }
};
using Duck = Tick<DuckFormula>;

PARTIALS_END

namespace partials {
namespace {

using PARTIALS_ISA::Duck;

constexpr int kSamples = 150;  // more than two checkpoints

struct Bed {
  Setup setup;
  Spec spec;
  std::vector<double> in[4], d_in[4], out[2], d_out[2], weights, d_weights, state, d_state, tape;
  Io<double> io;

  Bed() {
    setup.settings.ids[0] = Duck::kInfo.settings[0].id;
    setup.settings.values[0] = 2;
    setup.settings.n = 1;
    setup.clock = {1, 100, 1000};
    setup.in_channels[0] = setup.in_channels[1] = 1;
    setup.in_rate[0] = setup.in_rate[1] = Rate::sample;
    setup.in_channels[3] = 2;  // gains come by wire, frames; amount is a weight
    Duck::describe(setup, spec);
    in[0].resize(kSamples);
    in[1].resize(kSamples);
    in[3].resize(15 * 2);
    for (auto& values : in)
      for (size_t i = 0; i < values.size(); ++i)
        values[i] = 1 + 0.5 * random_bipolar(static_cast<uint64_t>(&values - in), i);
    weights = {0.4, 0.3, 0.6};
    d_weights.resize(3);
    state.resize(2);
    d_state.resize(2);
    tape.resize(2 * (kSamples / 64 + 1));
    for (int p = 0; p < 4; ++p) {
      d_in[p].resize(in[p].size());
      io.in[p] = in[p].empty() ? nullptr : in[p].data();
      io.d_in[p] = in[p].empty() ? nullptr : d_in[p].data();
    }
    for (int o = 0; o < 2; ++o) {
      out[o].resize(kSamples);
      d_out[o].resize(kSamples);
      for (size_t i = 0; i < d_out[o].size(); ++i)
        d_out[o][i] = random_bipolar(10 + static_cast<uint64_t>(o), i);
      io.out[o] = out[o].data();
      io.d_out[o] = d_out[o].data();
    }
    io.weights = weights.data();
    io.d_weights = d_weights.data();
    io.state = state.data();
    io.d_state = d_state.data();
    io.tape = tape.data();
  }

  double value() {  // sum of outputs times their gradients
    std::fill(state.begin(), state.end(), 0.0);
    Duck::forward<double>(setup, {0, 0, 15, kSamples}, io);
    double sum = 0;
    for (int o = 0; o < 2; ++o)
      for (size_t i = 0; i < kSamples; ++i) sum += out[o][i] * d_out[o][i];
    return sum;
  }
};

TEST(TickPorts, AreNamedAndCounted) {
  const Bed bed;
  ASSERT_EQ(bed.spec.n_in, 4);
  EXPECT_STREQ(bed.spec.in[1].id, "sidechain");
  EXPECT_EQ(bed.spec.in[3].channels, 2);
  ASSERT_EQ(bed.spec.n_out, 2);
  EXPECT_STREQ(bed.spec.out[1].id, "high");
  EXPECT_EQ(bed.spec.weights[1].rows, 2);
  EXPECT_EQ(Duck::kInfo.n_settings, 1);
}

TEST(TickPorts, GradientsAreTheNumericalOnes) {
  Bed bed;
  bed.value();
  Duck::backward<double>(bed.setup, {0, 0, 15, kSamples}, bed.io);
  const auto check = [&](std::vector<double>& values, const std::vector<double>& gradient, const char* what) {
    for (size_t i = 0; i<values.size(); i += values.size()> 20 ? 13 : 1) {
      constexpr double kStep = 1e-6;
      const double was = values[i];
      values[i] = was + kStep;
      const double above = bed.value();
      values[i] = was - kStep;
      const double below = bed.value();
      values[i] = was;
      EXPECT_NEAR(gradient[i], (above - below) / (2 * kStep), 1e-6) << what << " " << i;
    }
  };
  check(bed.in[0], std::vector<double>(bed.d_in[0]), "in");
  check(bed.in[1], std::vector<double>(bed.d_in[1]), "sidechain");
  check(bed.in[3], std::vector<double>(bed.d_in[3]), "gains");
  std::vector<double> amount{bed.weights[0]};
  const double g = bed.d_weights[0];
  constexpr double kStep = 1e-6;
  bed.weights[0] = amount[0] + kStep;
  const double above = bed.value();
  bed.weights[0] = amount[0] - kStep;
  EXPECT_NEAR(g, (above - bed.value()) / (2 * kStep), 1e-6) << "amount";
}

}  // namespace
}  // namespace partials
