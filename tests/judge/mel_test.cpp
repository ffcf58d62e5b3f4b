// SPDX-License-Identifier: MIT
// Guards against: a wrong measure. Identical sounds give 0, a known offset gives that offset, loudness
// matching removes gains only.
#include "judge/mel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "soundfile/fourier.h"
#include "support/sounds.h"

namespace partials {
namespace {

std::vector<float> scaled(std::vector<float> x, double db) {
  for (float& v : x) v *= static_cast<float>(gain_from_db(db));
  return x;
}

TEST(Fourier, IsTheDefinitionAndItsInverse) {
  const Fourier fft(64);
  std::vector<std::complex<double>> x(64), direct(64);
  for (int i = 0; i < 64; ++i) x[i] = {random_bipolar(1, i), random_bipolar(2, i)};
  for (int k = 0; k < 64; ++k)
    for (int i = 0; i < 64; ++i) direct[k] += x[i] * std::polar(1.0, -2.0 * std::numbers::pi * k * i / 64);
  auto y = x;
  fft.forward(y.data());
  for (int k = 0; k < 64; ++k) EXPECT_LT(std::abs(y[k] - direct[k]), 1e-12);
  fft.backward(y.data());
  for (int k = 0; k < 64; ++k) EXPECT_LT(std::abs(y[k] - x[k]), 1e-13);
}

// IEC 61672-1 table 3, nominal values at exact frequencies, dB
TEST(Fourier, AWeightingAtTheStandardsPoints) {
  for (const auto& [hz, db] :
       {std::pair{31.623, -39.4}, {100.0, -19.1}, {1000.0, 0.0}, {3981.07, 1.0}, {10000.0, -2.5}})
    EXPECT_NEAR(10.0 * std::log10(a_weight_power(hz)), db, 0.06) << hz;
}

TEST(Mel, SlaneyScale) {
  EXPECT_NEAR(mel_from_hz(1000.0), 15.0, 1e-12);
  EXPECT_NEAR(mel_from_hz(6400.0), 42.0, 1e-12);
  EXPECT_NEAR(hz_from_mel(mel_from_hz(123.0)), 123.0, 1e-9);
  EXPECT_NEAR(hz_from_mel(mel_from_hz(12345.0)), 12345.0, 1e-7);
}

TEST(Mel, EveryBandHearsSomethingAndHasUnitArea) {
  const std::vector<float> w = mel_filters(kJudgeBands, 20.0, 16000.0, kJudgeWindow, kJudgeRateHz);
  const int bins = kJudgeWindow / 2 + 1;
  for (int b = 0; b < kJudgeBands; ++b) {
    double area = 0.0;
    for (int k = 0; k < bins; ++k) area += w[static_cast<size_t>(b) * bins + k] * kJudgeRateHz / kJudgeWindow;
    EXPECT_GT(area, 0.5) << b;
    if (b > 60) {
      EXPECT_NEAR(area, 1.0, 0.02) << b;
    }
  }
}

TEST(Mel, IdenticalIsZeroAndAKnownOffsetIsThatOffset) {
  // Noise within 50 dB of its own peak everywhere: no band meets the floor, so the offset is exact.
  const std::vector<float> x = sounds::noise(1.0, kJudgeRateHz, 0.1, 7);
  EXPECT_EQ(log_mel_distance_db(x, x), 0.0);
  EXPECT_NEAR(log_mel_distance_db(x, scaled(x, -6.0)), 6.0, 1e-3);
  EXPECT_NEAR(log_mel_distance_db(x, scaled(x, 3.0)), 3.0, 1e-3);
  EXPECT_EQ(multi_resolution_distance_db(x, x), 0.0);
  EXPECT_NEAR(multi_resolution_distance_db(x, scaled(x, -2.0)), 2.0, 0.02);
}

TEST(Mel, SilenceAgainstSoundIsAtMostTheClamp) {
  const std::vector<float> x = sounds::note(220.0, 1.0, kJudgeRateHz);
  const double d = log_mel_distance_db(x, std::vector<float>(x.size(), 0.f));
  EXPECT_GT(d, 10.0);
  EXPECT_LE(d, kJudgeClampDb);
}

TEST(Mel, QuietFramesDoNotCount) {
  std::vector<float> x = sounds::note(220.0, 1.0, kJudgeRateHz), y = x;
  sounds::add(x, std::vector<float>(44100, 0.f), x.size());
  sounds::add(y, sounds::noise(0.8, kJudgeRateHz, 1e-3, 3), y.size() + 4410);
  EXPECT_LT(log_mel_distance_db(x, y), 1e-6);
}

TEST(LoudnessMatch, RemovesAnySmoothGain) {
  const std::vector<float> x = sounds::note(330.0, 2.0, kJudgeRateHz);
  std::vector<float> y = x;
  for (size_t i = 0; i < y.size(); ++i)
    y[i] *= static_cast<float>(gain_from_db(
        -12.0 + 8.0 * std::sin(2.0 * std::numbers::pi * 1.5 * static_cast<double>(i) / kJudgeRateHz)));
  EXPECT_GT(log_mel_distance_db(x, y), 4.0);
  EXPECT_LT(log_mel_distance_db(x, match_loudness(x, y)), 0.2);
  EXPECT_LT(loudness_error(x, match_loudness(x, y)).median_abs_db, 0.05);
}

TEST(LoudnessMatch, LeavesTimbreAlone) {
  const std::vector<float> x = sounds::note(330.0, 1.0, kJudgeRateHz),
                           y = sounds::sine(330.0, 1.0, kJudgeRateHz);
  EXPECT_GT(log_mel_distance_db(x, match_loudness(x, y)), 3.0);
}

TEST(Loudness, AFullScaleSineAtOneKilohertzIsThreeBelowAndOffsetsAreMeasured) {
  const std::vector<float> x = sounds::sine(1000.0, 1.0, kJudgeRateHz, 1.0);
  std::vector<float> db = loudness_curve_db(x);
  std::nth_element(db.begin(), db.begin() + 40, db.end());
  EXPECT_NEAR(db[40], -3.01, 0.05);
  const LoudnessError e = loudness_error(x, scaled(x, -1.5));
  EXPECT_NEAR(e.median_db, -1.5, 0.01);
  EXPECT_NEAR(e.median_abs_db, 1.5, 0.01);
}

TEST(Mel, AShorterRenderIsSilentAtTheEnd) {
  const std::vector<float> x = sounds::note(220.0, 1.0, kJudgeRateHz);
  const std::vector<float> half(x.begin(), x.begin() + static_cast<int64_t>(x.size() / 2));
  EXPECT_GT(log_mel_distance_db(x, half), 5.0);
  EXPECT_EQ(match_loudness(x, half).size(), x.size());
}

}  // namespace
}  // namespace partials
