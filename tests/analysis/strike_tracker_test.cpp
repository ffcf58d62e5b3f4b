// SPDX-License-Identifier: MIT
// Guards against: a decaying tail detected as a soft note, and beats of a tail detected as strokes.
#include "analysis/strike_tracker.h"

#include <gtest/gtest.h>

#include <cmath>

namespace partials {
namespace {

constexpr double kHopS = 0.004;

TEST(StrikeTracker, TellsTheTailFromTheStroke) {
  StrikeTracker tracker;
  tracker.prepare(kHopS);
  Strike s;
  for (int i = 0; i < 100; ++i) s = tracker.next(-110);
  for (const float rising : {-50.f, -30.f, -20.f}) s = tracker.next(rising);
  EXPECT_NEAR(s.age_s, 0.008, 1e-6);
  EXPECT_FLOAT_EQ(s.struck_db, -20);
  // beats of 4 dB
  for (int i = 1; i <= 500; ++i)
    s = tracker.next(-20 - 0.06f * static_cast<float>(i) + 2 * std::sin(static_cast<float>(i) * 0.1f));
  EXPECT_NEAR(s.age_s, 2.008, 1e-3);
  EXPECT_NEAR(s.struck_db, -20, 2.5);
  for (int i = 0; i < 3; ++i) s = tracker.next(-35);  // struck again, more softly
  EXPECT_LT(s.age_s, 0.02);
  EXPECT_FLOAT_EQ(s.struck_db, -35);
}

TEST(StrikeTracker, IsNewAfterReset) {
  StrikeTracker tracker;
  tracker.prepare(kHopS);
  for (int i = 0; i < 50; ++i) tracker.next(-20);
  tracker.reset();
  EXPECT_FLOAT_EQ(tracker.next(-30).struck_db, -30);
}

}  // namespace
}  // namespace partials
