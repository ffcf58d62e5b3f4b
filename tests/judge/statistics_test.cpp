// SPDX-License-Identifier: MIT
// Guards against: an interval that is too narrow for few seeds; a permutation test that finds too much;
// Holm's method in the wrong order. Compared with published figures and with counts by hand.
#include "judge/statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace partials {
namespace {

TEST(Statistics, StudentsTIsThatOfTheTables) {
  const std::pair<int, double> known[] = {{1, 12.7062},  {2, 4.30265},   {3, 3.18245},   {5, 2.57058},
                                          {9, 2.26216},  {20, 2.08596},  {21, 2.07961},  {30, 2.04227},
                                          {60, 2.00030}, {100, 1.98397}, {1000, 1.96234}};
  for (const auto& [freedom, t] : known) EXPECT_NEAR(student_t95(freedom), t, 6e-5) << freedom;
}

TEST(Statistics, AnIntervalHasOneDegreeOfFreedomLessThanValues) {
  const Spread s = spread_of({1, 2, 3});
  EXPECT_DOUBLE_EQ(s.mean, 2);
  EXPECT_DOUBLE_EQ(s.sd, 1);
  EXPECT_NEAR(s.high - s.low, 2 * 4.302653 / std::sqrt(3.0), 1e-5);
  const Spread one = spread_of({5});
  EXPECT_EQ(one.n, 1);
  EXPECT_EQ(one.low, 5);
  EXPECT_EQ(one.high, 5);
  EXPECT_EQ(spread_of({}).n, 0);
}

// Darwin's maize as Fisher tested it (The Design of Experiments, 1935, section 21): 863 of 32768 arrangements
// are as large, on each side.
TEST(Statistics, TheSignFlipTestIsFishers) {
  EXPECT_DOUBLE_EQ(paired_permutation_p({49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48}),
                   1726 / 32768.0);
  EXPECT_DOUBLE_EQ(paired_permutation_p({1, 1, 1, 1, 1, 1}), 2 / 64.0);
  EXPECT_DOUBLE_EQ(paired_permutation_p({1, -1}), 1);
  EXPECT_DOUBLE_EQ(paired_permutation_p({0, 0, 0}), 1);
  EXPECT_DOUBLE_EQ(paired_permutation_p({}), 1);
  // A scale changes nothing, however small.
  EXPECT_DOUBLE_EQ(paired_permutation_p({1e-15, 2e-15, 1e-15, 3e-15, 1e-15, 2e-15}), 2 / 64.0);
  EXPECT_EQ(paired_permutation_p({1, 1, 1, 1, 1, std::numeric_limits<double>::quiet_NaN()}), 1);
}

TEST(Statistics, ManyPairsAreDrawnAndNeverGiveZero) {
  EXPECT_NEAR(paired_permutation_p(std::vector<double>(20, 1.0)), 1 / 20001.0, 1e-12);
  // Close to what the normal distribution gives.
  std::vector<double> d;
  for (int i = 0; i < 20; ++i) d.push_back(i % 2 ? 1.0 : -0.4);
  double sum = 0, squares = 0;
  for (const double v : d) {
    sum += v;
    squares += v * v;
  }
  EXPECT_NEAR(paired_permutation_p(d), std::erfc(sum / std::sqrt(2 * squares)), 0.02);
}

// Efron and Tibshirani's mice (An Introduction to the Bootstrap, 1993, table 2.1), all 11440 arrangements.
TEST(Statistics, TwoGroupsAreArrangedInEveryWay) {
  EXPECT_NEAR(two_group_permutation_p({94, 197, 16, 38, 99, 141, 23}, {52, 104, 146, 10, 51, 30, 40, 27, 46}),
              3184 / 11440.0, 1e-12);
  EXPECT_DOUBLE_EQ(two_group_permutation_p({1, 2, 3}, {4, 5, 6}), 2 / 20.0);
  EXPECT_DOUBLE_EQ(two_group_permutation_p({4, 5, 6}, {1, 2, 3}), 2 / 20.0);
  EXPECT_DOUBLE_EQ(two_group_permutation_p({1, 1}, {1, 1}), 1);
  EXPECT_DOUBLE_EQ(two_group_permutation_p({}, {1}), 1);
  std::vector<double> low, high;  // too many to arrange: drawn
  for (int i = 0; i < 12; ++i) {
    low.push_back(i);
    high.push_back(i + 2);
  }
  const double t = 2 / std::sqrt(2 * 13.0 / 12);  // of 12 and 12 values with a variance of 13
  EXPECT_NEAR(two_group_permutation_p(low, high), std::erfc(t / std::sqrt(2.0)), 0.04);
}

// As R's p.adjust(c(...), "holm") has them.
TEST(Statistics, HolmAdjustsInOrder) {
  const auto near = [](const std::vector<double>& p, const std::vector<double>& expected) {
    const auto adjusted = holm(p);
    ASSERT_EQ(adjusted.size(), expected.size());
    for (size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(adjusted[i], expected[i], 1e-12);
  };
  near({0.01, 0.04, 0.03}, {0.03, 0.06, 0.06});
  near({0.01, 0.02, 0.03, 0.04}, {0.04, 0.06, 0.06, 0.06});
  near({0.6, 0.001, 0.9}, {1, 0.003, 1});
  near({}, {});
}

}  // namespace
}  // namespace partials
