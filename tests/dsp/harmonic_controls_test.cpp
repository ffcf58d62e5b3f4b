// SPDX-License-Identifier: MIT
// Guards against: a clarinet without a clarinet's spectrum, because a curve over frequency cannot alternate
// from partial to partial.
#include <gtest/gtest.h>

#include <cmath>

#include "dsp/player.h"

namespace partials {
namespace {

std::vector<float> amplitudes(const std::vector<double>& alternation_db) {
  test::Player p;
  const auto knots = static_cast<int>(alternation_db.size());
  p.settings = {{"partials", 32}};
  p.wires["f0_hz"] = {Rate::frame, 1, [](int64_t, int) { return 147.0; }};
  p.wires["envelope"] = {Rate::frame, 8, [](int64_t, int) { return 0.0; }};
  p.wires["alternation"] = {Rate::frame, knots,
                            [&](int64_t, int c) { return alternation_db[static_cast<size_t>(c)]; }};
  return p.play("harmonic_controls", 1, "amplitudes");
}

double odd_above_even_db(const std::vector<float>& a, size_t odd) {
  return 20 * std::log10(a[odd - 1] / a[odd]);
}

TEST(HarmonicControls, OneAlternationHoldsForAllPartials) {
  const auto a = amplitudes({24.0});
  for (const size_t odd : {1, 3, 15, 31}) EXPECT_NEAR(odd_above_even_db(a, odd), 24, 0.01);
}

TEST(HarmonicControls, AlternationIsACurveOverThePartialsNumber) {
  const auto a = amplitudes({24.0, 0.0});  // none at partial 32
  EXPECT_GT(odd_above_even_db(a, 1), 20);
  EXPECT_LT(odd_above_even_db(a, 31), 1);
  EXPECT_GT(odd_above_even_db(a, 5), odd_above_even_db(a, 15));
}

TEST(HarmonicControls, EvenPartialsCanBeTheStrongOnes) {
  EXPECT_NEAR(odd_above_even_db(amplitudes({-12.0}), 3), -12, 0.01);
}

}  // namespace
}  // namespace partials
