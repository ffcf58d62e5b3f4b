// SPDX-License-Identifier: MIT
// Facts about the processors that look at every channel alone. Guards against: a filter that is not Casiez's,
// one that a single NaN stops for ever, derivatives in units of frames, windows of the wrong length.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"
#include "motion/node_run.h"
#include "motion/one_euro.h"

namespace partials::test {
namespace {

constexpr double kTau = 6.283185307179586;

// The algorithm of the paper, with its functions and names.
class PaperFilter {
 public:
  PaperFilter(double rate, double mincutoff, double beta, double dcutoff)
      : rate_(rate), mincutoff_(mincutoff), beta_(beta), dcutoff_(dcutoff) {}
  double filter(double x) {
    const double dx = first_ ? 0 : (x - hatxprev_) * rate_;
    const double edx = first_ ? dx : alpha(dcutoff_) * dx + (1 - alpha(dcutoff_)) * hatdxprev_;
    const double a = alpha(mincutoff_ + beta_ * std::fabs(edx));
    hatxprev_ = first_ ? x : a * x + (1 - a) * hatxprev_;
    hatdxprev_ = edx;
    first_ = false;
    return hatxprev_;
  }

 private:
  double alpha(double cutoff) const {
    const double tau = 1 / (kTau * cutoff), te = 1 / rate_;
    return 1 / (1 + tau / te);
  }
  double rate_, mincutoff_, beta_, dcutoff_, hatxprev_ = 0, hatdxprev_ = 0;
  bool first_ = true;
};

double wander(double t) { return 0.3 * std::sin(kTau * 0.7 * t) + 0.1 * std::sin(kTau * 3.1 * t + 1); }

TEST(OneEuro, IsTheFilterOfThePaper) {
  const Rows in = rows_of(240, [](double t) {
    return std::vector<double>{wander(t) + 0.01 * random_bipolar(5, static_cast<uint64_t>(t * 60 + 0.5)),
                               2 - wander(t)};
  });
  const Rows out = run_node("one_euro", {}, {{"in", in}}, {"out"}).at("out");
  for (size_t c = 0; c < 2; ++c) {
    PaperFilter paper(60, 1.5, 5, 1);
    for (size_t t = 0; t < in.size(); ++t) ASSERT_NEAR(out[t][c], paper.filter(in[t][c]), 2e-6) << t;
  }
}

TEST(OneEuro, ChannelsTogetherDoNotKnowTheAxes) {
  const double cosine = std::cos(0.8), sine = std::sin(0.8);
  const auto turned = [&](double x, double z) {
    return std::vector<double>{cosine * x + sine * z, cosine * z - sine * x};
  };
  const Rows in = rows_of(120, [](double t) { return std::vector<double>{wander(t), wander(2 * t)}; });
  const Rows other = rows_of(120, [&](double t) { return turned(wander(t), wander(2 * t)); });
  const Rows a = run_node("one_euro", {{"together", 2}}, {{"in", in}}, {"out"}).at("out");
  const Rows b = run_node("one_euro", {{"together", 2}}, {{"in", other}}, {"out"}).at("out");
  for (size_t t = 0; t < a.size(); ++t)
    for (size_t c = 0; c < 2; ++c) ASSERT_NEAR(turned(a[t][0], a[t][1])[c], b[t][c], 1e-6);
}

TEST(OneEuro, IsLateByItsDeclaredDelay) {
  const double speed = 0.5;
  const Rows in = rows_of(1200, [&](double t) { return std::vector<double>{speed * t}; });
  const Rows out = run_node("one_euro", {}, {{"in", in}}, {"out"}).at("out");
  // the slope is taken from the output of before, so it is the speed and one hop of lag more
  const double late_s = (in.back()[0] - out.back()[0]) / speed;
  const double seen = (in.back()[0] - out[out.size() - 2][0]) * 60;
  EXPECT_NEAR(late_s, one_euro_delay_s(1.5, 5, seen), 1e-4);
}

TEST(OneEuro, HoldsWhatIsNotANumber) {
  Rows in = rows_of(60, [](double t) { return std::vector<double>{wander(t)}; });
  in[30][0] = std::numeric_limits<double>::quiet_NaN();
  in[31][0] = std::numeric_limits<double>::infinity();
  const Rows out = run_node("one_euro", {}, {{"in", in}}, {"out"}).at("out");
  EXPECT_EQ(out[30][0], out[29][0]);
  EXPECT_EQ(out[31][0], out[29][0]);
  for (const auto& row : out) ASSERT_TRUE(std::isfinite(row[0]));
  EXPECT_NEAR(out[59][0], in[59][0], 0.1);
}

TEST(MotionDerivative, OfACubicIsExact) {
  const auto x = [](double t) { return 0.3 + 0.5 * t - 0.7 * t * t + 0.4 * t * t * t; };
  const Rows in = rows_of(60, [&](double t) { return std::vector<double>{x(t), 2.0}; });
  for (const double lead : {0.0, 0.5, 1.0}) {
    const auto out = run_node("motion_derivative", {{"window_s", 0.2}, {"lead", lead}}, {{"in", in}},
                              {"velocity", "acceleration", "jerk"});
    const double t = (59 - 6 * (1 - lead)) / 60;  // half a window late, or less
    EXPECT_NEAR(out.at("velocity").back()[0], 0.5 - 1.4 * t + 1.2 * t * t, 1e-4) << lead;
    EXPECT_NEAR(out.at("acceleration").back()[0], -1.4 + 2.4 * t, 2e-3) << lead;
    EXPECT_NEAR(out.at("jerk").back()[0], 2.4, 3e-2) << lead;
    for (const char* id : {"velocity", "acceleration", "jerk"}) EXPECT_EQ(out.at(id).back()[1], 0) << id;
  }
}

TEST(MotionDerivative, IsPerSecondAtEveryRate) {
  for (const int rate : {30, 60, 120}) {
    const Rows in = rows_of(
        2 * rate, [](double t) { return std::vector<double>{std::sin(kTau * 0.5 * t)}; }, rate);
    const auto out =
        run_node("motion_derivative", {{"window_s", 0.2}}, {{"in", in}}, {"velocity", "acceleration"}, rate);
    const double t = 2 - 1.0 / rate - 0.1;
    EXPECT_NEAR(out.at("velocity").back()[0], kTau * 0.5 * std::cos(kTau * 0.5 * t), 0.01) << rate;
    EXPECT_NEAR(out.at("acceleration").back()[0], -9.87 * std::sin(kTau * 0.5 * t), 0.2) << rate;
  }
}

TEST(MotionDerivative, WhatStandsStillAtTheStartHasNone) {
  const Rows in = rows_of(5, [](double) { return std::vector<double>{123.0}; });
  for (const auto& [id, rows] :
       run_node("motion_derivative", {}, {{"in", in}}, {"velocity", "acceleration", "jerk"}))
    for (const auto& row : rows) EXPECT_EQ(row[0], 0) << id;
}

TEST(WindowMoments, AreThoseOfTheLastFrames) {
  const Rows in = rows_of(200, [](double t) { return std::vector<double>{50 + wander(t)}; });
  const auto out = run_node("window_moments", {{"window_s", 0.5}}, {{"in", in}},
                            {"mean", "deviation", "slope", "min", "max"});
  const size_t n = 30;
  double mean = 0, square = 0, low = 1e9, high = -1e9, slope = 0, times = 0;
  for (size_t i = 200 - n; i < 200; ++i) mean += in[i][0] / n;
  for (size_t i = 200 - n; i < 200; ++i) {
    const double time = (static_cast<double>(i) - (199 - 0.5 * (n - 1))) / 60;
    square += (in[i][0] - mean) * (in[i][0] - mean) / n;
    slope += time * in[i][0];
    times += time * time;
    low = std::min(low, in[i][0]);
    high = std::max(high, in[i][0]);
  }
  EXPECT_NEAR(out.at("mean").back()[0], mean, 1e-5);
  EXPECT_NEAR(out.at("deviation").back()[0], std::sqrt(square), 1e-5);
  EXPECT_NEAR(out.at("slope").back()[0], slope / times, 1e-4);
  EXPECT_NEAR(out.at("min").back()[0], low, 1e-5);
  EXPECT_NEAR(out.at("max").back()[0], high, 1e-5);
}

TEST(WindowMoments, BeforeTheFirstFrameAllIsAsInIt) {
  const Rows in = {{3}, {5}};
  const auto out = run_node("window_moments", {{"window_s", 0.1}}, {{"in", in}}, {"mean", "min", "max"});
  EXPECT_EQ(out.at("mean")[0][0], 3);
  EXPECT_NEAR(out.at("mean")[1][0], (5 * 3 + 5) / 6.0, 1e-6);
  EXPECT_EQ(out.at("min")[1][0], 3);
  EXPECT_EQ(out.at("max")[1][0], 5);
}

}  // namespace
}  // namespace partials::test
