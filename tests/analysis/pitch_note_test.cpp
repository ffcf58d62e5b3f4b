// SPDX-License-Identifier: MIT
// Guards against: a plucked string detected an octave or a twelfth too high as its odd partials decay, and a
// foot tap detected as a note under a sustained note.
#include "analysis/pitch_note.h"

#include <gtest/gtest.h>

#include "analysis/heard.h"

namespace partials {
namespace {

constexpr double kRate = 44100;

double share_near(const FeatureTrack& t, double hz, double from_s, double to_s) {
  int all = 0, near = 0;
  for (size_t k = 0; k < t.f0_hz.size(); ++k) {
    const double time = static_cast<double>(k + 1) * t.hop_samples / t.rate_hz;
    if (time < from_s || time >= to_s) continue;
    ++all;
    near += t.confidence[k] >= 0.5 && t.f0_hz[k] > 0 && std::fabs(cents(t.f0_hz[k], hz)) < 60;
  }
  return all ? static_cast<double>(near) / all : 0;
}

// Partials 1 to 6 begin at these levels and fall at these rates, in dB and dB a second.
std::vector<float> plucked(double hz, double seconds, const double (&level_db)[6],
                           const double (&fall_db)[6]) {
  std::vector<float> x(static_cast<size_t>(seconds * kRate));
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    double sum = 0;
    for (int k = 1; k <= 6; ++k)
      sum += std::pow(10, (level_db[k - 1] - fall_db[k - 1] * t) / 20) *
             std::sin(kTurn * (k * hz * t + 0.1 * k * k));
    x[i] = static_cast<float>(0.2 * std::min(1.0, t / 0.004) * sum) + 1e-5f * random_bipolar(3, i);
  }
  return x;
}

TEST(PitchNote, APluckedStringKeepsItsOctave) {
  for (double hz : {73.4, 110.0, 196.0, 330.0}) {
    const auto t = heard(plucked(hz, 4, {-12, 0, -4, -20, -17, -21}, {24, 6, 18, 14, 20, 22}), kRate);
    EXPECT_GT(share_near(t, hz, 0.1, 3.9), 0.98) << hz;
  }
}

TEST(PitchNote, AStringOfWhichTheThirdPartialIsLeftKeepsItsPitch) {
  const auto t = heard(plucked(110, 4, {-6, -8, 0, -20, -14, -16}, {24, 24, 6, 24, 24, 8}), kRate);
  EXPECT_GT(share_near(t, 110, 0.1, 3.9), 0.98);
}

// The higher note is struck while the tail of the lower one is kept.
TEST(PitchNote, AnOctaveStruckInTheTailIsHeard) {
  auto x = plucked(110, 4, {-12, 0, -4, -20, -17, -21}, {24, 6, 18, 14, 20, 22});
  sounds::add(x, plucked(220, 1, {0, -6, -12, -18, -24, -30}, {6, 6, 6, 6, 6, 6}),
              static_cast<size_t>(3 * kRate));
  const auto t = heard(x, kRate);
  EXPECT_GT(share_near(t, 110, 0.1, 3), 0.98);
  EXPECT_GT(share_near(t, 220, 3.06, 3.95), 0.95);
}

// The same level before and after, nothing struck: a slur of 10 ms.
TEST(PitchNote, ASlurredOctaveIsNoTail) {
  for (double hz : {110.0, 220.0, 440.0}) {
    auto x = harmonic(kRate, 1, {1, 0.8, 0.5, 0.4, 0.25, 0.2}, steady(hz));
    const auto y = harmonic(kRate, 1, {1, 0.8, 0.5, 0.4, 0.25, 0.2}, steady(2 * hz));
    for (size_t i = 0; i < x.size(); ++i) {
      const auto to = static_cast<float>(std::clamp((static_cast<double>(i) / kRate - 0.5) / 0.01, 0.0, 1.0));
      x[i] = (1 - to) * x[i] + to * y[i];
    }
    EXPECT_GT(share_near(heard(x, kRate), 2 * hz, 0.6, 0.95), 0.98) << hz;
  }
}

std::vector<float> tap(double hz, double amplitude) {
  std::vector<float> x(static_cast<size_t>(0.3 * kRate));
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    x[i] = static_cast<float>(amplitude * std::exp(-t / 0.03) * std::sin(kTurn * hz * t));
  }
  return x;
}

TEST(PitchNote, ANoteGoesOnUnderAFootTap) {
  for (double hz : {330.0, 440.0, 700.0}) {
    auto x = sounds::note(hz, 2, kRate, 0.1);
    for (double amplitude : {0.1, 0.05})
      sounds::add(x, tap(150, amplitude), static_cast<size_t>((amplitude > 0.07 ? 0.5 : 1.2) * kRate));
    EXPECT_GT(share_near(heard(x, kRate), hz, 0.2, 1.9), 0.98) << hz;
  }
}

// A real fall is followed as soon as ever: the lower note has partials of its own where the higher one had
// them.
TEST(PitchNote, AFallOfTwelveOrNineteenSemitonesIsFollowed) {
  for (double fall : {2.0, 2.94, 3.0}) {
    auto x = harmonic(kRate, 0.5, {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1}, steady(440));
    const auto y = harmonic(kRate, 0.5, {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1}, steady(440 / fall));
    x.insert(x.end(), y.begin(), y.end());
    EXPECT_GT(share_near(heard(x, kRate), 440 / fall, 0.56, 0.98), 0.98) << fall;
  }
}

}  // namespace
}  // namespace partials
