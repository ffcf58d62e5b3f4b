// SPDX-License-Identifier: MIT
// gesture_frame against what it says: neither the place of a hand, nor the size of its gesture, nor the unit
// of its measurement matters; growth is the logarithm of a change of size; a hand that stops is not magnified
// beyond five times.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "motion/node_run.h"

namespace partials::test {
namespace {

Rows gesture(double size, double far) {
  return rows_of(1800, [=](double t) {
    return std::vector<double>{far + size * std::sin(9 * t), 2 * far + size * std::cos(9 * t),
                               far + 0.5 * size * std::sin(4.5 * t)};
  });
}

TEST(GestureFrame, PlaceAndSizeDoNotMatter) {
  const auto a = run_node("gesture_frame", {{"floor", 1e-6}}, {{"in", gesture(0.2, 0)}}, {"place", "growth"});
  const auto b = run_node("gesture_frame", {{"floor", 1e-6}}, {{"in", gesture(8, 50)}}, {"place", "growth"});
  for (size_t t = 0; t < 1800; ++t)
    for (size_t c = 0; c < 3; ++c) ASSERT_NEAR(a.at("place")[t][c], b.at("place")[t][c], 2e-3) << t;
  EXPECT_NEAR(a.at("growth")[1799][0], 0.5 * std::log(1.04), 0.02) << "a steady gesture has its usual size";
}

TEST(GestureFrame, GrowthIsTheLogarithmOfTheChange) {
  Rows rows = gesture(0.1, 0);
  for (size_t t = 1500; t < rows.size(); ++t)
    for (double& x : rows[t]) x *= 2;
  const auto y = run_node("gesture_frame", {{"size_s", 0.5}, {"usual_s", 500.0}}, {{"in", rows}}, {"growth"});
  const double before = y.at("growth")[1490][0], after = y.at("growth")[1790][0];
  EXPECT_NEAR(after - before, std::log(2), 0.25);
}

TEST(GestureFrame, AStillHandIsNotMagnified) {
  Rows rows = gesture(0.2, 0);
  for (size_t t = 900; t < rows.size(); ++t) rows[t] = rows[899];
  const auto y = run_node("gesture_frame", {{"place_s", 0.5}, {"size_s", 0.5}}, {{"in", rows}}, {"place"});
  double most = 0;
  for (size_t t = 960; t < rows.size(); ++t)
    for (const double x : y.at("place")[t]) most = std::max(most, std::fabs(x));
  EXPECT_LT(most, 5);
}

}  // namespace
}  // namespace partials::test
