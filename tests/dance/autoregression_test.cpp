// SPDX-License-Identifier: MIT
// Guards against: an AR(2) model that is not the least squares solution, learns across the seam of two takes,
// or whose likelihood is not the textbook's.
#include "families/dance/autoregression.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"

namespace partials::dance {
namespace {

std::vector<float> series(size_t frames, uint64_t key, double offset, double noise) {
  std::vector<float> x{0.3f, 0.1f};
  for (size_t n = 2; n < frames; ++n)
    x.push_back(static_cast<float>(1.6 * x[n - 1] - 0.8 * x[n - 2] + offset +
                                   noise * std::sqrt(3.0) * random_bipolar(key, n)));
  return x;
}

TEST(Autoregression, FindsTheCoefficients) {
  const std::vector<std::vector<float>> takes{series(4000, 1, 0.5, 0.1), series(4000, 2, 0.5, 0.1)};
  const Autoregression ar = fit_autoregression(takes, 1);
  EXPECT_NEAR(ar.now[0], 1.6, 0.02);
  EXPECT_NEAR(ar.before[0], -0.8, 0.02);
  EXPECT_NEAR(ar.offset[0], 0.5, 0.03);
  EXPECT_NEAR(ar.spread[0], 0.1, 0.003);
}

TEST(Autoregression, WithoutNoiseIsExactAndDoesNotCrossTakes) {
  std::vector<std::vector<float>> takes{series(60, 1, 0, 0), series(60, 1, 0, 0)};
  for (float& x : takes[1]) x *= -3;  // a seam of the two would not fit
  const Autoregression ar = fit_autoregression(takes, 1);
  EXPECT_NEAR(ar.now[0], 1.6, 1e-3);
  EXPECT_NEAR(ar.before[0], -0.8, 1e-3);
  EXPECT_LE(ar.spread[0], 2e-4);
  const auto z = residuals(ar, takes[1]);
  ASSERT_EQ(z.size(), 58u);
  for (const float e : z) EXPECT_LT(std::abs(e), 3);
}

TEST(Autoregression, ChannelsAreApartAndConstantsAreExpected) {
  std::vector<float> rows;
  const auto one = series(500, 3, 0.1, 0.2);
  for (const float x : one) rows.insert(rows.end(), {x, 2.f});
  const Autoregression ar = fit_autoregression(std::vector<std::vector<float>>{rows}, 2),
                       alone = fit_autoregression(std::vector<std::vector<float>>{one}, 1);
  EXPECT_FLOAT_EQ(ar.now[0], alone.now[0]);
  const float x[] = {0, 2}, last[] = {0, 2};
  float next[2];
  ar.expect(x, last, next);
  EXPECT_NEAR(next[1], 2, 1e-4);
}

TEST(Autoregression, NatsAreThoseOfNormalErrors) {
  // unit residuals of spread 2: 1/2 ln(2 pi) + 1/2 + ln 2
  const std::vector<float> z(10, 1.f), spread(1, 2.f);
  EXPECT_NEAR(normal_nats(z, spread), 0.9189385 + 0.5 + 0.6931472, 1e-6);
}

}  // namespace
}  // namespace partials::dance
