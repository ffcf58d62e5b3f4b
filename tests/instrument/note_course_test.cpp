// SPDX-License-Identifier: MIT
// Guards against: attacks and releases that are measured from the recording's silence, from a ringing
// string's decay, or from its noise.
#include "families/instrument/train/note_course.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "judge/mel.h"
#include "support/sounds.h"

namespace partials {
namespace {

// A tone of 1 kHz with an envelope in dB over seconds, over hiss 70 dB below.
std::vector<float> shaped(double seconds, const std::function<double(double)>& db) {
  std::vector<float> x = sounds::noise(seconds, kJudgeRateHz, 1e-4, 3);
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kJudgeRateHz;
    x[i] += static_cast<float>(0.3 * std::pow(10.0, db(t) / 20.0) *
                               std::sin(2.0 * std::numbers::pi * 1000.0 * t));
  }
  return x;
}

std::optional<NoteCourse> course(const std::vector<float>& x, std::optional<double> let_go_s = std::nullopt) {
  return note_course(level_curve(x, kJudgeRateHz, 1000.0), let_go_s);
}

// Rises by 200 dB/s from 0.3 s on, holds from 0.5 to 2 s, falls by 100 dB/s.
double held(double t) {
  return std::min({0.0, -40.0 + 200.0 * (t - 0.3), -100.0 * (t - 2.0)}) - (t < 0.3 ? 100.0 : 0.0);
}

TEST(NoteCourse, AHeldNoteHasItsAttackItsLengthAndItsRelease) {
  const auto c = course(shaped(3.5, held));
  ASSERT_TRUE(c);
  EXPECT_NEAR(c->onset_s, 0.4, 0.01);
  EXPECT_NEAR(c->attack_s, 17.0 / 200.0, 0.01);
  EXPECT_NEAR(c->let_go_s(), 2.0, 0.03);
  ASSERT_TRUE(c->release_s);
  EXPECT_NEAR(*c->release_s, 0.2, 0.02);
  EXPECT_NEAR(c->level_db, 20.0 * std::log10(0.3) - 3.0, 0.6);
  ASSERT_TRUE(c->at_db[1]);
  EXPECT_NEAR(*c->at_db[1] - *c->at_db[0], 0.0, 1.0);
  EXPECT_FALSE(c->at_db[2]) << "it was let go before 2.6 s";
}

TEST(NoteCourse, AStringThatRingsIsHeldToItsEnd) {
  const auto c = course(shaped(3.5, [](double t) { return t < 0.1 ? -120.0 : -15.0 * (t - 0.1); }));
  ASSERT_TRUE(c);
  EXPECT_NEAR(c->onset_s, 0.1, 0.02);
  EXPECT_LT(c->attack_s, 0.03);
  EXPECT_GT(c->held_s, 2.5);
  EXPECT_FALSE(c->release_s);
  ASSERT_TRUE(c->at_db[1] && c->at_db[2]);
  EXPECT_NEAR(*c->at_db[2] - *c->at_db[1], -24.0, 0.5);
}

TEST(NoteCourse, ADampedStringIsLetGoWhereItIsDamped) {
  const auto c = course(shaped(3.0, [](double t) {
    return t < 0.1 ? -120.0 : std::min(-10.0 * (t - 0.1), -9.0 - 250.0 * (t - 1.0));
  }));
  ASSERT_TRUE(c);
  EXPECT_NEAR(c->let_go_s(), 1.0, 0.03);
  ASSERT_TRUE(c->release_s);
  EXPECT_NEAR(*c->release_s, 0.08, 0.015);
}

TEST(NoteCourse, AKnownEndIsTaken) {
  const auto c = course(shaped(3.5, held), 1.2);
  ASSERT_TRUE(c);
  EXPECT_NEAR(c->let_go_s(), 1.2, 0.005);
  ASSERT_TRUE(c->release_s);
  EXPECT_NEAR(*c->release_s, 1.0, 0.02);
}

TEST(NoteCourse, ANoteThatIsCutOffHasNoRelease) {
  const auto c = course(shaped(1.5, held));
  ASSERT_TRUE(c);
  EXPECT_FALSE(c->release_s);
}

TEST(NoteCourse, SilenceHasNone) {
  EXPECT_FALSE(course(std::vector<float>(44100, 0.f)));
  EXPECT_FALSE(course({}));
}

}  // namespace
}  // namespace partials
