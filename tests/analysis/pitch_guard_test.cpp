// SPDX-License-Identifier: MIT
// Which estimates are accepted. Guards against: a rough voice that drops an octave because of one pair of
// unequal periods, hiss with varying estimates detected as a pitch, and a low note delayed by an overtone
// that was detected first.
#include "analysis/pitch_guard.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

constexpr double kStepS = 0.00134;

// Estimates of one pitch until it is believed.
int needed(PitchGuard& g, float f0_hz, float value, bool onset = false, float held_value = 1) {
  for (int i = 1; i < 100; ++i)
    if (g.believes(f0_hz, value, onset, held_value, false)) return i;
  return 100;
}

PitchGuard sounding(float f0_hz) {
  PitchGuard g;
  g.prepare(kStepS);
  for (int i = 0; i < 60; ++i) g.believes(f0_hz, 0.98f, false, 1, true);
  return g;
}

TEST(PitchGuard, AClearPitchIsBelievedAtOnceADoubtfulOneTheThirdTime) {
  PitchGuard g;
  g.prepare(kStepS);
  EXPECT_EQ(needed(g, 440, 0.98f), 1);
  g.reset();
  EXPECT_EQ(needed(g, 440, 0.7f), 3);
}

TEST(PitchGuard, EstimatesThatDisagreeAreNotBelieved) {
  PitchGuard g;
  g.prepare(kStepS);
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(g.believes(i % 2 ? 700.f : 1100.f, 0.7f, false, 1, true));
}

TEST(PitchGuard, ALeapOfAnOctaveLastsTwoPeriods) {
  PitchGuard g = sounding(220);
  EXPECT_NEAR(needed(g, 110, 0.98f) * kStepS, 2.0 / 110, 2 * kStepS);
  g = sounding(880);
  EXPECT_NEAR(needed(g, 1760, 0.98f) * kStepS, 0.008, 2 * kStepS);
}

TEST(PitchGuard, BackFromASubharmonicIsNoLeap) {
  PitchGuard g = sounding(110);
  EXPECT_EQ(needed(g, 220, 0.98f, false, 0.9f), 1);
  g = sounding(110);
  EXPECT_EQ(needed(g, 330, 0.8f, false, 0.6f), 3);
  g = sounding(110);
  EXPECT_GT(needed(g, 275, 0.98f, false, 0.6f), 4);  // no multiple
  g = sounding(110);
  EXPECT_GT(needed(g, 220, 0.98f, false, 0.97f), 4);  // both repeat: perhaps an overtone
}

TEST(PitchGuard, ARoughMomentDoesNotMakeItForget) {
  PitchGuard g = sounding(220);
  g.lose();
  EXPECT_EQ(g.held_hz(), 0);
  EXPECT_EQ(g.expected_hz(), 220);
  for (int i = 0; i < 40; ++i) g.lose();
  EXPECT_EQ(g.expected_hz(), 0);
  g = sounding(220);
  g.reset();
  EXPECT_EQ(g.expected_hz(), 0);
}

TEST(PitchGuard, AnOnsetMayLeapAtOnceUnlessEveryPulseLooksLikeOne) {
  PitchGuard g = sounding(440);
  EXPECT_EQ(needed(g, 880, 0.98f, true), 1);
  g = sounding(90);
  EXPECT_GT(needed(g, 45, 0.98f, true), 20);
}

TEST(PitchGuard, AnOvertoneHeardFirstDoesNotHoldTheNoteBack) {
  PitchGuard g;
  g.prepare(kStepS);
  for (int i = 0; i < 5; ++i) g.believes(165, 0.98f, false, 1, true);
  EXPECT_EQ(needed(g, 55, 0.98f), 1);
}

TEST(PitchGuard, VibratoAndGlidesPassAtOnce) {
  PitchGuard g = sounding(440);
  for (float f = 440; f < 880; f *= 1.04f) EXPECT_TRUE(g.believes(f, 0.6f, false, 1, true));
}

}  // namespace
}  // namespace partials
