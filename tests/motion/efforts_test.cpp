// SPDX-License-Identifier: MIT
// Facts about Laban's efforts and energy, against closed forms. Guards against: a mass that counts twice, a
// window that forgets to slide, a path that is its own displacement.
#include <gtest/gtest.h>

#include <cmath>

#include "motion/node_run.h"

namespace partials::test {
namespace {

constexpr double kPi = 3.141592653589793;

TEST(KineticEnergy, IsHalfTheSquareOfSpeedOverAllJoints) {
  // root at rest, a chain of two at 2 m/s and 1 m/s, another of one at 3 m/s
  const Rows v = {{0, 0, 0, 2, 0, 0, 0, -1, 0, 0, 0, 3}};
  const auto out = run_node("kinetic_energy", {}, {{"velocity", v}}, {"total", "limbs"});
  EXPECT_NEAR(out.at("total")[0][0], 0.5 * (4 + 1 + 9) / 4, 1e-6);
  EXPECT_NEAR(out.at("limbs")[0][0], 0.5 * 5 / 4, 1e-6);
  EXPECT_NEAR(out.at("limbs")[0][1], 0.5 * 9 / 4, 1e-6);
}

TEST(Suddenness, IsTheMeanAccelerationInTheWindow) {
  const Rows a = rows_of(60, [](double t) {
    return t < 0.75 ? std::vector<double>{0, 0, 0, 0, 0, 0} : std::vector<double>{3, 0, 4, 0, 1, 0};
  });
  const Rows out =
      run_node("suddenness", {{"joints", 2}, {"window_s", 0.5}}, {{"acceleration", a}}, {"out"}).at("out");
  EXPECT_NEAR(out[44][0], 0, 1e-6);
  EXPECT_NEAR(out[59][0], 3 * 15.0 / 30, 1e-5);
}

TEST(Strength, IsThePeakInTheWindowAndNoLonger) {
  Rows e = rows_of(60, [](double) { return std::vector<double>{0.25}; });
  e[10][0] = 2;
  const Rows out = run_node("strength", {{"window_s", 0.25}}, {{"energy", e}}, {"out"}).at("out");
  EXPECT_EQ(out[9][0], 0.25);
  EXPECT_EQ(out[10][0], 2);
  EXPECT_EQ(out[24][0], 2);
  EXPECT_EQ(out[25][0], 0.25);
}

TEST(Directness, IsOneOnALineAndLittleOnACircle) {
  const double radius = 0.4, rest = 0.02;
  const Rows x = rows_of(120, [&](double t) {
    return std::vector<double>{
        t, -2 * t, 5, radius * std::cos(2 * kPi * t), 1, radius * std::sin(2 * kPi * t), 1, 2, 3};
  });
  const Rows out = run_node("directness", {{"joints", 3}}, {{"position", x}}, {"out"}).at("out");
  const double chord = 2 * radius * std::sin(kPi / 60);
  EXPECT_NEAR(out[119][0], 1, 1e-5);
  EXPECT_NEAR(out[119][1], (chord + rest) / (59 * chord + rest), 1e-5);  // 59 of 60 steps around
  EXPECT_NEAR(out[119][2], 1, 1e-5);                                     // at rest
}

// Flash and Hogan 1985: x = 10 s^3 - 15 s^4 + 6 s^5. The same reach with a halt in it is less smooth.
TEST(Smoothness, OfAReachOfMinimumJerkIsMinusTheLogarithmOf205) {
  const auto velocity = [](double s) { return 30 * s * s * (1 - s) * (1 - s); };
  const auto jerk = [](double s) { return 60 - 360 * s + 360 * s * s; };
  const Rows v = rows_of(60, [&](double t) { return std::vector<double>{velocity(t + 1.0 / 120), 0, 0}; });
  const Rows j = rows_of(60, [&](double t) { return std::vector<double>{jerk(t + 1.0 / 120), 0, 0}; });
  const std::map<std::string, double> settings = {{"joints", 1}, {"rest", 0.0001}};
  const Rows whole = run_node("smoothness", settings, {{"velocity", v}, {"jerk", j}}, {"out"}).at("out");
  EXPECT_NEAR(whole.back()[0], -std::log(1 + 204.8), 0.01);

  const auto half = [](double t) { return t < 0.5 ? 2 * t : 2 * t - 1; };
  const Rows v2 = rows_of(60, [&](double t) {
    return std::vector<double>{velocity(half(t + 1.0 / 120)), 0, 0};
  });
  const Rows j2 = rows_of(60, [&](double t) {
    return std::vector<double>{4 * jerk(half(t + 1.0 / 120)), 0, 0};
  });
  const Rows halting = run_node("smoothness", settings, {{"velocity", v2}, {"jerk", j2}}, {"out"}).at("out");
  EXPECT_NEAR(halting.back()[0], -std::log(1 + 16 * 204.8), 0.02);
}

TEST(Smoothness, AtRestIsZero) {
  const Rows zero = rows_of(10, [](double) { return std::vector<double>{0, 0, 0}; });
  const Rows out =
      run_node("smoothness", {{"joints", 1}}, {{"velocity", zero}, {"jerk", zero}}, {"out"}).at("out");
  EXPECT_NEAR(out.back()[0], 0, 1e-6);
}

TEST(MotionOnset, ComesOnceWhereEnergyRises) {
  const Rows e = rows_of(300, [](double t) {
    return std::vector<double>{(t > 1 && t < 1.5) || (t > 3 && t < 3.5) ? 0.5 : 0.001};
  });
  const auto out = run_node("motion_onset", {}, {{"energy", e}}, {"onset", "rise"});
  std::vector<size_t> at;
  for (size_t t = 0; t < 300; ++t)
    if (out.at("onset")[t][0] == 1) at.push_back(t);
  EXPECT_EQ(at, (std::vector<size_t>{61, 181}));
  EXPECT_NEAR(out.at("rise")[61][0], std::log(0.502 / 0.003), 1e-3);
  EXPECT_NEAR(out.at("rise")[30][0], 0, 1e-5);
}

TEST(Steps, AreWhereAFootComesDown) {
  // lifts for 0.4 s of every second, 0.1 high and 1 h/s fast in the air; the ground is at 0.7
  const auto height = [](double t) {
    const double s = t - std::floor(t);
    return s < 0.4 ? 0.1 * std::sin(kPi * s / 0.4) * std::sin(kPi * s / 0.4) : 0.0;
  };
  const Rows x =
      rows_of(240, [&](double t) { return std::vector<double>{0, 0.7 + height(t), 0, 0, 0.7, 0}; });
  const Rows v = rows_of(
      240, [&](double t) { return std::vector<double>{0, 0, height(t) > 0.001 ? 1.0 : 0.0, 0, 0, 0}; });
  const auto out = run_node("steps", {}, {{"position", x}, {"velocity", v}}, {"contact", "step"});
  int steps = 0, others = 0;
  for (size_t t = 0; t < 240; ++t) {
    steps += out.at("step")[t][0] == 1;
    others += out.at("step")[t][1] == 1;
  }
  EXPECT_EQ(steps, 4);
  EXPECT_EQ(others, 0);
  EXPECT_GT(out.at("contact")[50][0], 0.9);
  EXPECT_LT(out.at("contact")[72][0], 0.1);
}

TEST(Accelerometer, ReadsGravityAtRestAndNothingInFreeFall) {
  const Rows at_rest = {{0, 0, 0}}, falling = {{0, -9.81, 0}};
  const Rows g = run_node("accelerometer", {{"unit", 1}}, {{"acceleration", at_rest}}, {"out"}).at("out");
  EXPECT_NEAR(g[0][1], 1, 1e-6);
  const Rows none = run_node("accelerometer", {}, {{"acceleration", falling}}, {"out"}).at("out");
  EXPECT_NEAR(none[0][1], 0, 1e-6);
  // a bone that points up and one before it ahead: x is up
  const Rows joint =
      run_node("accelerometer", {},
               {{"acceleration", at_rest}, {"along", {{0, 2, 0}}}, {"across", {{0, 0, 1}}}}, {"out"})
          .at("out");
  EXPECT_NEAR(joint[0][0], 9.81, 1e-5);
  EXPECT_NEAR(joint[0][1], 0, 1e-5);
  EXPECT_NEAR(joint[0][2], 0, 1e-5);
}

}  // namespace
}  // namespace partials::test
