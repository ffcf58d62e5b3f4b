// SPDX-License-Identifier: MIT
// The features of a body say how it moves, not where it stands, which way it faces or how tall it is. Guards
// against: an axis of the room or a unit of the camera in a feature, sides that a mirror does not exchange.
#include "families/motion/feature_graph.h"

#include <gtest/gtest.h>

#include "motion/moving_body.h"

namespace partials::test {
namespace {

using motion::BodyFeature;
using Features = std::map<std::string, Rows>;

Features features_of(const Rows& joints) {
  return run_graph(motion::feature_graph(60), {{"joints", joints}});
}
Rows a_body() { return rows_of(240, body_at); }

void expect_same(const Features& a, const Features& b) {
  for (const BodyFeature& f : motion::body_features()) {
    const std::string id(f.id);
    for (size_t t = 0; t < a.at(id).size(); ++t)
      for (size_t c = 0; c < static_cast<size_t>(f.channels); ++c) {
        const double x = a.at(id)[t][c], y = b.at(id)[t][c];
        ASSERT_NEAR(x, y, 1e-4 * std::max(1.0, std::fabs(x))) << id << " " << c << " frame " << t;
      }
  }
}

TEST(FeatureGraph, HasEveryFeatureAndEachMoves) {
  const Features all = features_of(a_body());
  for (const BodyFeature& f : motion::body_features()) {
    const Rows& rows = all.at(std::string(f.id));
    ASSERT_EQ(rows[0].size(), static_cast<size_t>(f.channels)) << f.id;
    for (size_t c = 0; c < rows[0].size(); ++c) {
      double low = 1e9, high = -1e9;
      for (size_t t = 60; t < rows.size(); ++t) {
        ASSERT_TRUE(std::isfinite(rows[t][c])) << f.id;
        low = std::min(low, rows[t][c]);
        high = std::max(high, rows[t][c]);
      }
      if (f.id == "onset") continue;  // comes once, where the body begins to move
      EXPECT_GT(high - low, 1e-3) << f.id << " " << c;
    }
  }
}

TEST(FeatureGraph, TurningAboutTheVerticalChangesNothing) {
  for (const double angle : {0.7, 1.9, -2.8}) {
    const double c = std::cos(angle), s = std::sin(angle);
    expect_same(features_of(a_body()), features_of(moved(a_body(), [&](const Place& p) {
                  return Place{c * p[0] + s * p[2], p[1], c * p[2] - s * p[0]};
                })));
  }
}

TEST(FeatureGraph, MovingChangesNothing) {
  expect_same(features_of(a_body()), features_of(moved(a_body(), [](const Place& p) {
                return Place{p[0] + 2.5, p[1] - 0.7, p[2] - 4};
              })));
}

TEST(FeatureGraph, ScalingChangesNothing) {
  for (const double scale : {0.6, 1.25})
    expect_same(features_of(a_body()), features_of(moved(a_body(), [&](const Place& p) {
                  return Place{scale * p[0], scale * p[1], scale * p[2]};
                })));
}

TEST(FeatureGraph, MirroringExchangesTheSides) {
  Features mirror = features_of(mirrored(a_body()));
  for (const BodyFeature& f : motion::body_features())
    for (auto& row : mirror.at(std::string(f.id))) {
      for (int c = 0; c < f.swap; ++c)
        std::swap(row[static_cast<size_t>(f.swap_first + c)],
                  row[static_cast<size_t>(f.swap_first + f.swap + c)]);
      if (f.negate)
        for (double& x : row) x = -x;
    }
  expect_same(features_of(a_body()), mirror);
}

TEST(FeatureGraph, CountsTheStepsOfEitherFoot) {
  const Features all = features_of(a_body());
  int left = 0, right = 0;
  for (const auto& row : all.at("step")) {
    left += row[0] == 1;
    right += row[1] == 1;
  }
  EXPECT_NEAR(left, 4, 1);
  EXPECT_NEAR(right, 4, 1);
}

}  // namespace
}  // namespace partials::test
