// SPDX-License-Identifier: MIT
// Guards against: draws whose moments are not those of the mixture, a temperature that does not act, draws
// that depend on anything but their key.
#include "families/dance/mixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"

namespace partials::dance {
namespace {

// Three components of two channels; weights 0.5, 0.3, 0.2.
const MixtureShape kShape{3, 2};
std::vector<float> mixture() {
  return {std::log(0.5f),
          std::log(0.3f),
          std::log(0.2f),  // weights
          0,
          1,
          3,
          -1,
          -2,
          0.5f,  // means
          std::log(1.f),
          std::log(.5f),
          std::log(2.f),
          std::log(.3f),
          std::log(.1f),
          std::log(1.f)};
}

struct Moments {
  double mean[2] = {}, variance[2] = {};
};
Moments drawn(double temperature, int n, double widest = 100) {
  const auto p = mixture();
  Moments m;
  std::vector<float> x(2);
  double square[2] = {};
  for (int i = 0; i < n; ++i) {
    draw(p.data(), kShape, temperature, widest, stream_key(7, static_cast<uint64_t>(i)), x.data());
    for (int c = 0; c < 2; ++c) {
      m.mean[c] += x[static_cast<size_t>(c)] / n;
      square[c] += static_cast<double>(x[static_cast<size_t>(c)]) * x[static_cast<size_t>(c)] / n;
    }
  }
  for (int c = 0; c < 2; ++c) m.variance[c] = square[c] - m.mean[c] * m.mean[c];
  return m;
}

TEST(MixtureDraw, MomentsAreTheMixtures) {
  const auto p = mixture();
  const double weight[] = {0.5, 0.3, 0.2};
  const Moments m = drawn(1, 200000);
  for (int c = 0; c < 2; ++c) {
    double mean = 0, square = 0;
    for (int k = 0; k < 3; ++k) {
      const double centre = p[static_cast<size_t>(3 + 2 * k + c)],
                   s = std::exp(p[static_cast<size_t>(9 + 2 * k + c)]);
      mean += weight[k] * centre;
      square += weight[k] * (centre * centre + s * s);
    }
    const double variance = square - mean * mean;
    EXPECT_NEAR(m.mean[c], mean, 4 * std::sqrt(variance / 200000)) << c;
    EXPECT_NEAR(m.variance[c], variance, 0.03 * variance) << c;
  }
}

TEST(MixtureDraw, TemperatureZeroIsTheLikeliestMean) {
  const Moments m = drawn(0, 50);
  EXPECT_NEAR(m.mean[0], 0, 1e-6);
  EXPECT_NEAR(m.mean[1], 1, 1e-6);
  EXPECT_NEAR(m.variance[0] + m.variance[1], 0, 1e-6);
}

TEST(MixtureDraw, HalfTheTemperatureSquaresTheWeightsAndHalvesTheSpread) {
  // weights 25 : 9 : 4
  const Moments m = drawn(0.5, 100000);
  EXPECT_NEAR(m.mean[0], (25 * 0 + 9 * 3 + 4 * -2) / 38.0, 0.02);
}

TEST(MixtureDraw, WideComponentsAreHeld) {
  const Moments free = drawn(1, 20000), held = drawn(1, 20000, 0.2);
  EXPECT_LT(held.variance[0], free.variance[0]);
  EXPECT_NEAR(held.mean[0], free.mean[0], 0.05);
}

TEST(MixtureDraw, IsAFunctionOfItsKey) {
  const auto p = mixture();
  float a[2], b[2], c[2];
  draw(p.data(), kShape, 1, 100, 11, a);
  draw(p.data(), kShape, 1, 100, 12, b);
  draw(p.data(), kShape, 1, 100, 11, c);
  EXPECT_EQ(a[0], c[0]);
  EXPECT_EQ(a[1], c[1]);
  EXPECT_NE(a[1], b[1]);
}

}  // namespace
}  // namespace partials::dance
