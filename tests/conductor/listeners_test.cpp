// SPDX-License-Identifier: MIT
// Guards against: baselines that are worse than they need be, so that the network looks better than it is,
// and scores that count a beat twice.
#include "families/conductor/train/listeners.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/need.h"
#include "families/conductor/train/beat_score.h"
#include "families/conductor/train/generator.h"

namespace partials::conductor {
namespace {

constexpr double kHop_s = 1.0 / 60;

// A steady hand that is seen clearly.
motion::Take steady(double tempo_bpm) {
  Style s;
  s.freedom = s.sway_m = 0;
  s.roundness = 1.3;
  Piece p;
  p.bar = 2;
  p.tempo_bpm = tempo_bpm;
  p.rubato = p.unevenness = p.jump_every_s = p.hold_every_s = p.dynamics = 0;
  Watching w;
  w.noise_m = w.jitter_s = w.stamp_s = w.lost = 0;
  return conducted_take(s, p, w, 4);
}

TEST(Listeners, BaselinesHearASteadyHand) {
  for (const double tempo : {55.0, 100.0, 150.0}) {
    const motion::Take take = steady(tempo);
    const Truth truth = need(truth_of(take));
    const BeatScore turns = score(truth, need(turning_points(take, "", kHop_s)));
    const BeatScore swings = score(truth, need(oscillator(take, "", kHop_s)));
    EXPECT_GT(turns.f(), 0.97) << tempo;
    EXPECT_LT(turns.foretold_quantile_s(0.95), 0.02) << tempo;
    EXPECT_GT(swings.f(), 0.93) << tempo;
    EXPECT_LT(swings.foretold_quantile_s(0.95), 0.04) << tempo;
  }
}

TEST(Listeners, ScoresCountEachBeatOnce) {
  Truth truth;
  truth.beats_s = {1, 2, 3, 4, 5, 6};
  truth.rests_after.assign(6, false);
  Heard heard;
  heard.beats_s = {1.02, 1.05, 2.06, 3.2, 4, 5.039};
  const BeatScore s = score(truth, heard);
  EXPECT_EQ(s.found, 4u);
  EXPECT_EQ(s.close, 3u);
  EXPECT_NEAR(s.f(), 8.0 / 12, 1e-9);
  EXPECT_NEAR(s.close_share(), 0.5, 1e-9);
}

TEST(Listeners, TheNextBeatIsAskedForAtEveryBeat) {
  Truth truth;
  truth.beats_s = {1, 2, 3, 4, 5, 6.1};
  truth.rests_after = {false, false, false, false, false, true};
  Heard heard;
  for (int n = 0; n < 400; ++n) heard.forecasts.push_back({n * kHop_s, 0.98, 1});
  const BeatScore s = score(truth, heard);
  ASSERT_EQ(s.foretold_s.size(), 2u);  // beats 4 and 5, counted from 0
  EXPECT_NEAR(s.foretold_s[0], 0.02, 1e-9);
  EXPECT_NEAR(s.foretold_s[1], 0.12, 1e-9);
}

TEST(Listeners, SettlingCountsBeatsAfterTheStep) {
  Truth truth;
  for (int k = 0; k < 20; ++k) truth.beats_s.push_back(k < 10 ? k : 9 + 0.7 * (k - 9));
  truth.rests_after.assign(20, false);
  truth.jumps = {9};
  Heard heard;
  heard.beats_s = truth.beats_s;
  heard.beats_s[10] += 0.3;  // the first beat at the new tempo is missed
  EXPECT_EQ(score(truth, heard).settled.front(), 2);
  heard.beats_s[11] += 0.2;
  EXPECT_EQ(score(truth, heard).settled.front(), 3);
  EXPECT_EQ(score(truth, heard).settled_share(), 0);
}

}  // namespace
}  // namespace partials::conductor
