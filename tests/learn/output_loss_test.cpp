// SPDX-License-Identifier: MIT
// Guards against: a loss whose gradient is not its derivative, or whose value is not the textbook's.
#include "learn/output_loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"

namespace partials {
namespace {

struct Case {
  LossKind kind;
  int channels, target_channels;
};

class OutputLosses : public testing::TestWithParam<Case> {};

TEST_P(OutputLosses, GradientIsTheNumericalOne) {
  const Case c = GetParam();
  constexpr int kLanes = 3;
  constexpr size_t kTimes = 5;
  std::vector<double> p(kTimes * static_cast<size_t>(c.channels) * kLanes), d(p.size());
  std::vector<double> t(kTimes * static_cast<size_t>(c.target_channels) * kLanes);
  for (size_t i = 0; i < p.size(); ++i) p[i] = random_bipolar(1, i);
  for (size_t i = 0; i < t.size(); ++i) t[i] = random_bipolar(2, i);
  if (c.kind == LossKind::cross_entropy)
    for (size_t i = 0; i < kTimes; ++i)
      for (int l = 0; l < kLanes; ++l)
        for (int k = 0; k < c.channels; ++k)
          t[(i * static_cast<size_t>(c.channels) + static_cast<size_t>(k)) * kLanes +
            static_cast<size_t>(l)] = k == 1;
  const auto value = [&](double* gradient) {
    return loss_and_gradient(c.kind, p.data(), t.data(), gradient, kTimes, c.channels, c.target_channels,
                             kLanes, 0.7);
  };
  value(d.data());
  std::vector<double> unused(p.size());
  for (size_t i = 0; i < p.size(); ++i) {
    constexpr double kStep = 1e-5;
    const double was = p[i];
    p[i] = was + kStep;
    const double above = value(unused.data());
    p[i] = was - kStep;
    const double below = value(unused.data());
    p[i] = was;
    EXPECT_NEAR(d[i], (above - below) / (2 * kStep), 1e-7) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(All, OutputLosses,
                         testing::Values(Case{LossKind::squared_error, 2, 2}, Case{LossKind::esr, 2, 2},
                                         Case{LossKind::cross_entropy, 4, 4},
                                         Case{LossKind::mixture_density, 2 * (1 + 2 * 3), 3}),
                         [](const auto& info) { return std::string(name_of(info.param.kind)); });

// Training computes all lanes at once, in floats.
TEST(OutputLoss, LanesAtOnceGiveTheMixtureOfOneByOne) {
  constexpr size_t kTimes = 3;
  constexpr int kComponents = 5, kChannels = 7, kAll = kComponents * (1 + 2 * kChannels);
  for (const int lanes : {1, 8, 16}) {
    std::vector<float> p(kTimes * kAll * static_cast<size_t>(lanes)), d(p.size(), 0.5f);
    std::vector<float> t(kTimes * kChannels * static_cast<size_t>(lanes));
    for (size_t i = 0; i < p.size(); ++i) p[i] = 2 * random_bipolar(3, i);
    for (size_t i = 0; i < t.size(); ++i) t[i] = 2 * random_bipolar(4, i);
    const std::vector<double> p2(p.begin(), p.end()), t2(t.begin(), t.end());
    std::vector<double> d2(p.size(), 0.5);
    const double wanted = loss_and_gradient(LossKind::mixture_density, p2.data(), t2.data(), d2.data(),
                                            kTimes, kAll, kChannels, lanes, 0.7);
    EXPECT_NEAR(loss_and_gradient(LossKind::mixture_density, p.data(), t.data(), d.data(), kTimes, kAll,
                                  kChannels, lanes, 0.7),
                wanted, 1e-5 * std::abs(wanted));
    for (size_t i = 0; i < d.size(); ++i) EXPECT_NEAR(d[i], d2[i], 1e-5 * (1 + std::abs(d2[i]))) << i;
  }
}

TEST(OutputLoss, ValuesAreTheTextbooks) {
  double d[8] = {};
  const double p[] = {1, 2}, t[] = {0, 4};
  EXPECT_NEAR(loss_and_gradient(LossKind::squared_error, p, t, d, 2, 1, 1, 1, 1.0), 2.5, 1e-12);
  EXPECT_NEAR(loss_and_gradient(LossKind::esr, p, t, d, 2, 1, 1, 1, 1.0), 5.0 / 16, 1e-8);
  const double logits[] = {0, 0}, first[] = {1, 0};
  EXPECT_NEAR(loss_and_gradient(LossKind::cross_entropy, logits, first, d, 1, 2, 2, 1, 1.0), std::log(2),
              1e-12);
  const double normal[] = {0, 1, 0}, wanted[] = {1};  // one component: weight, mean 1, log deviation 0
  EXPECT_NEAR(loss_and_gradient(LossKind::mixture_density, normal, wanted, d, 1, 3, 1, 1, 1.0),
              0.5 * std::log(2 * M_PI), 1e-12);
}

TEST(OutputLoss, KindsHaveNames) {
  for (const char* name : {"squared_error", "esr", "cross_entropy", "mixture_density"})
    EXPECT_STREQ(name_of(loss_kind(name).value()), name);
  EXPECT_FALSE(loss_kind("none of them"));
}

}  // namespace
}  // namespace partials
