// SPDX-License-Identifier: MIT
// Guards against: a clock of beats that runs backwards, runs on while the hand waits, or counts a beat twice.
#include "families/conductor/beat_clock.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/random.h"

namespace partials::conductor {
namespace {

constexpr double kHop_s = 1.0 / 60;

Reading at(double beat, double tempo) { return {beat - std::floor(beat), 1, tempo, true, 1, 0}; }

TEST(BeatClock, FollowsASteadyHandAndForetells) {
  BeatClock clock;
  for (int n = 0; n < 600; ++n) clock.frame(n * kHop_s, at(-0.8 + 1.5 * n * kHop_s, 1.5));
  const double true_beat = -0.8 + 1.5 * 599 * kHop_s;
  EXPECT_NEAR(clock.beat(), true_beat, 0.02);
  const double next = std::ceil(true_beat);
  EXPECT_NEAR(clock.time_of(next), 599 * kHop_s + (next - true_beat) / 1.5, 0.01);
  EXPECT_NEAR(clock.beat_at(599 * kHop_s + 0.1), true_beat + 0.15, 0.02);
}

TEST(BeatClock, NeverRunsBackwards) {
  BeatClock clock;
  double last = clock.beat();
  for (uint64_t n = 0; n < 20000; ++n) {
    Reading r{static_cast<double>(random_unit(1, n)),
              2.0 * static_cast<double>(random_unit(2, n)),
              8.0 * static_cast<double>(random_bipolar(3, n)),
              random_unit(4, n) > 0.2f,
              0,
              0};
    if (n % 97 == 0) r.phase = std::numeric_limits<double>::quiet_NaN();
    if (n % 89 == 0) r.tempo = std::numeric_limits<double>::infinity();
    clock.frame(static_cast<double>(n) * kHop_s, r);
    ASSERT_GE(clock.beat(), last < 0 ? -1 : last) << n << ": only before beat 0 may it begin anew";
    ASSERT_TRUE(std::isfinite(clock.beat())) << n;
    last = clock.beat();
    EXPECT_GE(clock.beat_at(static_cast<double>(n) * kHop_s + 0.05), last);
  }
  EXPECT_GT(last, 100);
}

TEST(BeatClock, WaitsWhileTheHandWaits) {
  BeatClock clock;
  int n = 0;
  for (; n < 300; ++n) clock.frame(n * kHop_s, at(-0.9 + 2 * n * kHop_s, 2));
  const double held = -0.9 + 2 * 299 * kHop_s;
  double stopped = 0;
  for (int k = 0; k < 120; ++k, ++n) {
    Reading r = at(held, 2);
    r.going = false;
    clock.frame(n * kHop_s, r);
    if (k == 1) stopped = clock.beat();
  }
  EXPECT_TRUE(clock.waits());
  EXPECT_EQ(clock.beat(), stopped);
  EXPECT_EQ(clock.beat_at(n * kHop_s + 1), stopped);
  for (int k = 0; k < 60; ++k, ++n) clock.frame(n * kHop_s, at(held + 2 * k * kHop_s, 2));
  EXPECT_NEAR(clock.beat(), held + 2 * 59 * kHop_s, 0.05) << "no beat was lost on the fermata";
}

TEST(BeatClock, TakesANewTempoWithinTwoBeats) {
  BeatClock clock;
  int n = 0;
  double beat = -0.9;
  for (; n < 400; ++n, beat += 1.2 * kHop_s) clock.frame(n * kHop_s, at(beat, 1.2));
  const double jumped_at = beat;
  for (; beat < jumped_at + 2; ++n, beat += 1.8 * kHop_s) clock.frame(n * kHop_s, at(beat, 1.8));
  EXPECT_NEAR(clock.beat(), beat, 0.06);
}

TEST(BeatClock, ATremblingHandIsNoUpbeat) {
  BeatClock clock;
  // Phases that do not go on, however sure, and a start that ends in rest again.
  for (int n = 0; n < 120; ++n) clock.frame(n * kHop_s, at(n % 2 ? 0.02 : -0.02, 1.5));
  EXPECT_FALSE(clock.begun());
  for (int n = 120; n < 140; ++n) clock.frame(n * kHop_s, at(-0.8 + 1.5 * (n - 120) * kHop_s, 1.5));
  EXPECT_TRUE(clock.begun());
  Reading rest = at(-0.3, 1.5);
  rest.going = false;
  clock.frame(140 * kHop_s, rest);
  EXPECT_FALSE(clock.begun());
  for (int n = 141; n < 171; ++n) clock.frame(n * kHop_s, at(-0.9 + 1.5 * (n - 141) * kHop_s, 1.5));
  EXPECT_NEAR(clock.beat(), -0.9 + 1.5 * 29 * kHop_s, 0.02) << "the next upbeat leads to beat 0";
}

TEST(BeatClock, RemembersWhereItWas) {
  BeatClock clock;
  std::vector<double> beats;
  for (int n = 0; n < 300; ++n) {
    clock.frame(n * kHop_s, at(-0.8 + 1.5 * n * kHop_s, 1.5));
    beats.push_back(clock.beat());
  }
  for (int back = 1; back < 20; ++back) {
    EXPECT_NEAR(clock.beat_at((299 - back) * kHop_s), beats[static_cast<size_t>(299 - back)], 1e-9);
    EXPECT_NEAR(clock.beat_at((299.5 - back) * kHop_s), clock.beat() - 1.5 * (back - 0.5) * kHop_s, 0.02);
  }
  EXPECT_GE(clock.beat_at(0), clock.beat() - 1.6 * BeatClock::kPast * kHop_s) << "the oldest that it knows";
}

TEST(BeatClock, ForetellsAsItGoesOn) {
  BeatClock clock;
  int n = 0;
  for (; n < 200; ++n) clock.frame(n * kHop_s, at(-0.8 + 1.5 * n * kHop_s, 1.5));
  // The hand is suddenly a fifth of a beat ahead: a far look ahead must not go beyond it.
  const double beat = -0.6 + 1.5 * n * kHop_s;
  clock.frame(n * kHop_s, at(beat, 1.5));
  for (const double ahead_s : {0.02, 0.1, 0.3}) {
    EXPECT_GT(clock.beat_at(n * kHop_s + ahead_s), clock.beat() + 1.5 * ahead_s);
    EXPECT_LT(clock.beat_at(n * kHop_s + ahead_s), beat + 1.5 * ahead_s + 0.01);
  }
}

TEST(BeatClock, ItsFirstFrameMayBeAtAnyTime) {
  BeatClock clock;  // a machine that has been up for a day
  clock.frame(86400, at(0.3, 1.5));
  EXPECT_FALSE(clock.begun()) << "a single frame of going is not believed";
  for (int n = 1; n < 30; ++n) clock.frame(86400 + n * kHop_s, at(0.3 + 1.5 * n * kHop_s, 1.5));
  EXPECT_TRUE(clock.begun());
  EXPECT_NEAR(clock.beat(), -0.7 + 1.5 * 29 * kHop_s, 0.02);
}

TEST(BeatClock, TimeThatStandsStillOrIsSetBackIsNoTime) {
  BeatClock clock;
  for (int n = 0; n < 100; ++n) clock.frame(n * kHop_s, at(-0.8 + 1.5 * n * kHop_s, 1.5));
  const double before = clock.beat();
  const Reading r = at(-0.8 + 1.5 * 99 * kHop_s, 1.5);
  clock.frame(99 * kHop_s, r);
  clock.frame(50 * kHop_s, r);
  clock.frame(std::numeric_limits<double>::quiet_NaN(), r);
  EXPECT_EQ(clock.beat(), before);
  clock.frame(100 * kHop_s, at(-0.8 + 1.5 * 100 * kHop_s, 1.5));
  EXPECT_NEAR(clock.beat(), before + 1.5 * kHop_s, 0.01) << "the time that was set back is not counted twice";
}

}  // namespace
}  // namespace partials::conductor
