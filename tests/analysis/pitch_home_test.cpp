// SPDX-License-Identifier: MIT
// Which leaps get a low confidence. Guards against: a confident octave error while a voice briefly repeats
// better after two periods, a delayed clean slurred octave, and a note with low confidence because of the
// consonant or the soft ending before it.
#include "analysis/pitch_home.h"

#include <gtest/gtest.h>

namespace partials {
namespace {

constexpr double kStepS = 0.00134;

PitchHome sounding(float f0_hz, float power = 1e-3f) {
  PitchHome h;
  h.prepare(kStepS);
  for (int i = 1; i <= 60; ++i) {
    h.observe(power);
    h.follow(f0_hz, i, true);
  }
  return h;
}

// Seconds that a pitch is doubted.
double doubted_s(PitchHome h, float f0_hz, bool clear, float power = 1e-3f) {
  int n = 0;
  for (int i = 1; i < 200; ++i) {
    h.observe(power);
    h.follow(f0_hz, i, clear);
    if (!h.is_far(f0_hz)) break;
    ++n;
  }
  return n * kStepS;
}

TEST(PitchHome, ARoughLeapIsDoubtedForFortyMilliseconds) {
  for (float ratio : {0.2f, 0.5f, 2.f})
    EXPECT_NEAR(doubted_s(sounding(220), 220 * ratio, false), 0.04, 2 * kStepS) << ratio;
}

TEST(PitchHome, AClearLeapSettlesAtOnce) { EXPECT_EQ(doubted_s(sounding(220), 440, true), 0); }

TEST(PitchHome, AFifthIsNoLeap) { EXPECT_EQ(doubted_s(sounding(220), 330, false), 0); }

TEST(PitchHome, WhatIsMuchLouderIsANewNote) {
  EXPECT_EQ(doubted_s(sounding(2200, 1e-6f), 110, false, 1e-4f), 0);
}

TEST(PitchHome, AWhileAfterItWasLostHomeIsForgotten) {
  PitchHome h = sounding(220);
  for (int i = 0; i < 30; ++i) h.lose();
  EXPECT_GT(doubted_s(h, 110, false), 0.03);
  for (int i = 0; i < 30; ++i) h.lose();
  EXPECT_EQ(doubted_s(h, 110, false), 0);
}

TEST(PitchHome, NothingSoundedNothingIsDoubted) {
  PitchHome h;
  h.prepare(kStepS);
  EXPECT_EQ(doubted_s(h, 110, false), 0);
}

}  // namespace
}  // namespace partials
