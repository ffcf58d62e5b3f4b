// SPDX-License-Identifier: MIT
// Guards against: a loudness curve that is right at one rate only, a mean of decibels instead of power, a
// latency other than the stated one, and onsets in silence.
#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/analyser.h"
#include "analysis/heard.h"

namespace partials {
namespace {

// IEC 61672-1, the defining formula, in dB, 0 at 1 kHz.
double a_curve_db(double f) {
  auto r = [](double g) {
    const double g2 = g * g;
    return 12194.217 * 12194.217 * g2 * g2 /
           ((g2 + 20.598997 * 20.598997) *
            std::sqrt((g2 + 107.65265 * 107.65265) * (g2 + 737.86223 * 737.86223)) *
            (g2 + 12194.217 * 12194.217));
  };
  return 20 * std::log10(r(f) / r(1000));
}

// Mean of the power over the last second: at 31.5 Hz a 16 ms window sees half a period.
double long_loudness_db(const FeatureTrack& t) {
  double power = 0;
  const auto n = static_cast<size_t>(t.rate_hz / t.hop_samples);
  for (size_t i = t.loudness_db.size() - n; i < t.loudness_db.size(); ++i)
    power += std::pow(10, t.loudness_db[i] / 10);
  return 10 * std::log10(power / static_cast<double>(n));
}

TEST(Loudness, FollowsTheACurve) {
  for (double rate : {44100.0, 48000.0})
    for (double hz : {31.5, 63.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 6300.0, 8000.0})
      EXPECT_NEAR(long_loudness_db(heard(sounds::sine(hz, 1.5, rate, 1), rate)), a_curve_db(hz) - 3.0103, 0.5)
          << hz << " Hz at " << rate;
}

TEST(Loudness, FullScaleSineAtOneKilohertz) {
  for (double rate : {16000.0, 44100.0, 48000.0, 96000.0})
    EXPECT_NEAR(heard(sounds::sine(1000, 0.3, rate, 1), rate).loudness_db.back(), -3.0103, 0.02) << rate;
}

// Powers add: two equal sines are 3.01 dB above one, whatever the beats within the window; a mean of dB would
// fall short.
TEST(Loudness, IsAMeanOfPower) {
  auto x = sounds::sine(1000, 1.5, 48000, 0.25);
  const double one = long_loudness_db(heard(x, 48000));
  sounds::add(x, sounds::sine(1010, 1.5, 48000, 0.25));
  EXPECT_NEAR(long_loudness_db(heard(x, 48000)) - one, 3.01, 0.05);
}

TEST(Loudness, LatencyIsHalfTheWindow) {
  Analyser a;
  ASSERT_TRUE(a.prepare(48000, {}));
  auto x = std::vector<float>(4800, 0.f);
  sounds::add(x, sounds::sine(3000, 0.1, 48000), x.size());
  const auto t = heard(x, 48000);
  size_t k = 0;
  while (t.loudness_db[k] < t.loudness_db.back() - 3.01) ++k;
  EXPECT_NEAR(static_cast<double>(k + 1) * t.hop_samples / 48000 - 0.1, a.loudness_latency_s(), 0.002);
}

TEST(Loudness, OnsetRisesOnceAndSilenceHasNone) {
  auto x = std::vector<float>(4800, 0.f);
  sounds::add(x, sounds::sine(440, 0.3, 48000), x.size());
  const auto t = heard(x, 48000);
  for (size_t k = 0; k < t.onset.size(); ++k) {
    const double time = static_cast<double>(k + 1) * t.hop_samples / 48000 - 0.1;
    if (time > 0.003 && time < 0.008) {
      EXPECT_GT(t.onset[k], 20) << time;
    }
    if (time <= 0 || time > 0.03) {
      EXPECT_LT(t.onset[k], 3) << time;
    }
  }
}

}  // namespace
}  // namespace partials
