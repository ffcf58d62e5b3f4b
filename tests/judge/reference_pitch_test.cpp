// SPDX-License-Identifier: MIT
// Guards against: figures that depend on installed programs, low notes measured an octave too high, and a
// reference that is less exact than the analyser. The truth is a formula; Praat, if installed, must agree on
// the same sound.
#include "judge/reference_pitch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/units.h"
#include "judge/external_pitch.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 44100.0;

std::vector<float> voiced(const PitchCurve& c) {
  std::vector<float> v;
  for (const float f : c.f0_hz)
    if (f > 0.f) v.push_back(f);
  return v;
}

double worst_cents(const PitchCurve& c, double hz) {
  double worst = 0.0;
  for (const float f : voiced(c)) worst = std::max(worst, std::abs(cents_from_ratio(f / hz)));
  return worst;
}

// Ten partials of falling strength at a steady f0.
AudioClip steady(double hz, double seconds, double first_partial = 1.0) {
  AudioClip clip{std::vector<float>(static_cast<size_t>(seconds * kRate)), kRate};
  for (size_t i = 0; i < clip.samples.size(); ++i) {
    double x = 0.0;
    for (int k = 1; k <= 10 && k * hz < 0.45 * kRate; ++k)
      x += (k == 1 ? first_partial : 1.0) / k *
           std::sin(2.0 * std::numbers::pi * (k * hz * static_cast<double>(i) / kRate + 0.382 * k * k));
    clip.samples[i] = static_cast<float>(0.1 * x);
  }
  return clip;
}

TEST(ReferencePitch, IsTheFormulasFromA0ToB7) {
  for (const double hz : {27.5, 32.7, 49.0, 58.27, 110.0, 233.1, 440.0, 987.8, 2093.0, 3951.0}) {
    const PitchCurve c = reference_pitch(steady(hz, 1.0));
    // but for half a window at each end
    EXPECT_GT(static_cast<double>(voiced(c).size()), 0.76 * static_cast<double>(c.f0_hz.size())) << hz;
    EXPECT_LT(worst_cents(c, hz), 1.0) << hz;
  }
}

TEST(ReferencePitch, AWeakFundamentalIsNoOctave) {
  EXPECT_LT(worst_cents(reference_pitch(steady(146.8, 1.0, 0.02)), 146.8), 1.0);
}

TEST(ReferencePitch, FollowsVibrato) {
  AudioClip clip{std::vector<float>(static_cast<size_t>(2.0 * kRate)), kRate};
  double phase = 0.0;
  const auto f0 = [](double t) {
    return 440.0 * std::exp2(50.0 / 1200.0 * std::sin(2.0 * std::numbers::pi * 5.5 * t));
  };
  for (size_t i = 0; i < clip.samples.size(); ++i) {
    phase += f0(static_cast<double>(i) / kRate) / kRate;
    for (int k = 1; k <= 8; ++k)
      clip.samples[i] += static_cast<float>(0.1 / k * std::sin(2.0 * std::numbers::pi * k * phase));
  }
  const PitchCurve c = reference_pitch(clip);
  for (double t = 0.2; t < 1.8; t += 0.003) EXPECT_LT(std::abs(cents_from_ratio(c.at(t) / f0(t))), 8.0) << t;
}

TEST(ReferencePitch, SilenceAndHissHaveNone) {
  EXPECT_TRUE(voiced(reference_pitch({std::vector<float>(44100, 0.f), kRate})).empty());
  EXPECT_LT(voiced(reference_pitch({sounds::noise(1.0, kRate, 0.1, 3), kRate})).size(), 10u);
  EXPECT_TRUE(reference_pitch({{}, kRate}).f0_hz.empty());
  EXPECT_TRUE(reference_pitch({{0.1f, 0.2f}, kRate}).f0_hz.empty());
}

TEST(ReferencePitch, AShortClipIsHeardInItsMiddle) {
  const PitchCurve c = reference_pitch(steady(440.0, 0.15));
  ASSERT_GT(voiced(c).size(), 5u);
  EXPECT_LT(worst_cents(c, 440.0), 2.0);
}

TEST(ReferencePitch, PraatSaysTheSame) {
  if (!praat_present()) GTEST_SKIP() << "praat is not installed, so nobody else was asked.";
  const AudioClip clip{sounds::note(311.0, 1.5, kRate, 0.2, 5), kRate};
  const auto praat = praat_pitch(clip);
  ASSERT_TRUE(praat.ok()) << praat.error().text;
  const PitchError e = pitch_error(praat.value(), reference_pitch(clip));
  EXPECT_GT(e.compared_s, 1.2);
  EXPECT_LT(e.median_cents, 1.0);
  EXPECT_LT(e.p95_cents, 4.0);
  EXPECT_EQ(e.over_50_cents_share, 0.0);
}

}  // namespace
}  // namespace partials
