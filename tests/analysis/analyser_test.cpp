// SPDX-License-Identifier: MIT
// Guards against: values that depend on the host's block size, vibrato out of step with loudness, a pitch in
// silence, high confidence in noise, a bad sample with a lasting effect, and allocation while analysing.
#include "analysis/analyser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "analysis/heard.h"
#include "support/alloc_counter.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials {
namespace {

// Every value after every sample count that both reach.
TEST(Analyser, BlockSizeChangesNothing) {
  auto x = sounds::note(233, 0.7, 44100);
  sounds::add(x, sounds::noise(0.2, 44100, 0.05, 3), x.size());
  const int n = static_cast<int>(x.size());
  Analyser single;
  ASSERT_TRUE(single.prepare(44100, {}));
  std::vector<Features> wanted;
  for (float v : x) {
    single.process(&v, 1);
    wanted.push_back(single.newest());
  }
  for (int block : {7, 64, 4096}) {
    Analyser a;
    ASSERT_TRUE(a.prepare(44100, {}));
    for (int at = 0, m; at < n; at += m) {
      a.process(&x[static_cast<size_t>(at)], m = std::min(block, n - at));
      ASSERT_EQ(std::memcmp(&a.newest(), &wanted[static_cast<size_t>(at + m - 1)], sizeof(Features)), 0)
          << block << " at " << at;
    }
  }
}

// Pitch and loudness read together describe one instant, whenever they are read: vibrato of +-50 cents, 6 Hz,
// within a cent or so (6 ms apart would be 11 cents), for pitches whose 2.25 periods are shorter than the
// loudness window.
TEST(Analyser, AlignedPitchDescribesTheInstantOfTheLoudness) {
  for (double rate_hz : {44100.0, 48000.0})
    for (double hz : {185.0, 220.0, 440.0, 880.0, 1760.0, 2500.0}) {
      auto f0 = [&](double t) { return hz * std::exp2(50.0 / 1200 * std::sin(kTurn * 6 * t)); };
      const auto x = harmonic(rate_hz, 1, {1, 0.7, 0.5, 0.35}, f0);
      Analyser a;
      ASSERT_TRUE(a.prepare(rate_hz, {}));
      double worst = 0;
      for (int heard = 0; heard + 61 <= static_cast<int>(x.size()); heard += 61) {
        a.process(x.data() + heard, 61);
        const double now_s = (heard + 61) / rate_hz;
        if (now_s > 0.1)
          worst = std::max(worst, std::fabs(cents(a.aligned().f0_hz, f0(now_s - a.loudness_latency_s()))));
      }
      EXPECT_LT(worst, 1.5) << hz << " Hz at " << rate_hz;
    }
}

TEST(Analyser, SilenceHasNoPitchAndIsAtTheFloor) {
  const auto t = heard(std::vector<float>(48000, 0.f), 48000);
  EXPECT_EQ(t.loudness_db.back(), -120);
  EXPECT_EQ(t.confidence.back(), 0);
  EXPECT_EQ(t.f0_hz.back(), 0);
  auto x = sounds::note(220, 0.5, 48000);  // and silence after a note
  x.resize(96000, 0.f);
  const auto after = heard(x, 48000);
  EXPECT_EQ(after.loudness_db.back(), -120);
  EXPECT_EQ(after.confidence.back(), 0);
}

TEST(Analyser, NoiseIsNotConfident) {
  const auto t = heard(sounds::noise(1, 48000, 0.1, 9), 48000);
  size_t sure = 0;
  for (float c : t.confidence) sure += c > 0.8f;
  EXPECT_LT(sure, t.confidence.size() / 50);
}

TEST(Analyser, BadSamplesAreForgotten) {
  const auto clean = sounds::note(220, 1, 48000);
  auto bad = clean;
  bad[9000] = std::numeric_limits<float>::quiet_NaN();
  bad[9001] = std::numeric_limits<float>::infinity();
  bad[9002] = -std::numeric_limits<float>::infinity();
  bad[9003] = 1e30f;
  const auto t = heard(bad, 48000), wanted = heard(clean, 48000);
  for (float v : t.loudness_db) ASSERT_TRUE(std::isfinite(v));
  for (float v : t.f0_hz) ASSERT_TRUE(std::isfinite(v));
  EXPECT_NEAR(t.loudness_db.back(), wanted.loudness_db.back(), 0.01);
  EXPECT_NEAR(cents(t.f0_hz[t.f0_hz.size() / 2], wanted.f0_hz[wanted.f0_hz.size() / 2]), 0, 1);
}

TEST(Analyser, ProcessAllocatesNothing) {
  const auto x = sounds::note(220, 0.5, 48000);
  Analyser a;
  ASSERT_TRUE(a.prepare(48000, {}));
  test::NoAllocation guard;
  a.process(x.data(), static_cast<int>(x.size()));
  a.reset();
  a.process(x.data(), 1000);
  EXPECT_EQ(guard.count(), 0);
}

TEST(Analyser, RefusesWhatItCannotDo) {
  Analyser a;
  EXPECT_FALSE(a.prepare(4000, {}));
  EXPECT_FALSE(a.prepare(48000, {.min_hz = 10}));
  EXPECT_FALSE(a.prepare(48000, {.min_hz = 300, .max_hz = 400}));
}

}  // namespace
}  // namespace partials
