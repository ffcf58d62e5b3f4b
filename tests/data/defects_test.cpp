// SPDX-License-Identifier: MIT
// Guards against: faults that are not reported, and false reports.
#include "data/defects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "soundfile/resample.h"
#include "support/sounds.h"

namespace partials {
namespace {

constexpr double kRate = 44100.0;

RecordingFeatures steady(double hz, double seconds) {
  RecordingFeatures h;
  h.f0_hz.assign(static_cast<size_t>(seconds / h.step_s), static_cast<float>(hz));
  h.loudness_db.assign(h.f0_hz.size(), -20.f);
  return h;
}

TEST(Clipping, IsCountedWhereItIsAndNowhereElse) {
  std::vector<float> x = sounds::sine(200.0, 1.0, kRate, 1.5);
  for (float& v : x) v = std::clamp(v, -0.99f, 0.99f);
  // |sin| > 0.66 in 54 % of the time.
  EXPECT_NEAR(clipped_share({x, kRate}), 0.54, 0.02);
  EXPECT_EQ(clipped_share({sounds::note(200.0, 1.0, kRate), kRate}), 0.0);
  EXPECT_EQ(clipped_share({sounds::noise(1.0, kRate, 0.5, 1), kRate}), 0.0);
}

TEST(Hum, IsFoundBehindANoteWithItsMains) {
  for (const int mains : {50, 60}) {
    std::vector<float> x = sounds::noise(6.0, kRate, 1e-4, 3);
    sounds::add(x, sounds::note(311.0, 2.0, kRate), 44100);
    EXPECT_EQ(find_hum({x, kRate}).mains_hz, 0);
    for (int k = 1; k <= 3; ++k) sounds::add(x, sounds::sine(mains * k, 6.0, kRate, 0.003 / k));
    const Hum h = find_hum({x, kRate});
    EXPECT_EQ(h.mains_hz, mains);
    EXPECT_NEAR(h.level_db, 20.0 * std::log10(0.003) + 1.3, 1.0);
  }
}

TEST(Hum, ALowNoteIsNotHum) {
  EXPECT_EQ(find_hum({sounds::note(65.4, 6.0, kRate), kRate}).mains_hz, 0);
  EXPECT_EQ(find_hum({sounds::note(196.0, 6.0, kRate), kRate}).mains_hz, 0);
}

// A low note that dies away, with a little noise: the notes nearest to the mains' frequencies, and those a
// semitone beside.
TEST(Hum, ALowNoteThatDiesAwayIsNotHumAndHumUnderItIs) {
  const auto note = [](double hz) {
    std::vector<float> x = sounds::noise(6.0, kRate, 0.0005, 3);
    for (size_t i = 0; i < x.size(); ++i)
      for (int k = 1; k <= 20; ++k) {
        const double t = static_cast<double>(i) / kRate;
        x[i] += static_cast<float>(0.1 / k * std::exp(-t * 0.35 * (1.0 + 0.3 * (k - 1))) *
                                   std::sin(2.0 * std::numbers::pi * hz * k * t + k * k));
      }
    return x;
  };
  for (const double hz : {46.25, 49.0, 51.91, 58.27, 61.74, 98.0})
    EXPECT_EQ(find_hum({note(hz), kRate}).mains_hz, 0) << hz;
  for (const double hz : {41.2, 98.0})
    for (const int mains : {50, 60}) {
      std::vector<float> x = note(hz);
      for (int k = 1; k <= 3; ++k) sounds::add(x, sounds::sine(mains * k, 6.0, kRate, 0.001));
      EXPECT_EQ(find_hum({x, kRate}).mains_hz, mains) << hz;
    }
}

TEST(Polyphony, AFifthHeardAnOctaveBelowIsTwoNotes) {
  const auto two = [](double low, double high) {
    AudioClip c{sounds::note(low, 3.0, kRate, 0.2, 2), kRate};
    sounds::add(c.samples, sounds::note(high, 3.0, kRate, 0.2, 3));
    return c;
  };
  EXPECT_GT(polyphonic_share(two(220.0, 329.6), steady(110.0, 3.0)), 0.8);
  EXPECT_LT(polyphonic_share({sounds::note(110.0, 3.0, kRate), kRate}, steady(110.0, 3.0)), 0.05);
}

TEST(Polyphony, ANoteIsOneAndAChordIsMore) {
  const AudioClip one{sounds::note(261.6, 3.0, kRate), kRate};
  EXPECT_LT(polyphonic_share(one, steady(261.6, 3.0)), 0.05);
  AudioClip three = one;
  sounds::add(three.samples, sounds::note(329.6, 3.0, kRate, 0.2, 2));
  sounds::add(three.samples, sounds::note(392.0, 3.0, kRate, 0.2, 3));
  EXPECT_GT(polyphonic_share(three, steady(261.6, 3.0)), 0.9);
  EXPECT_GT(polyphonic_share(three, steady(65.4, 3.0)), 0.9);  // heard as the common fundamental
}

TEST(Bandwidth, IsWhereTheSoundEnds) {
  // its breath is white
  EXPECT_NEAR(bandwidth_hz({sounds::note(200.0, 1.0, kRate, 0.2), kRate}), 22050.0, 200.0);
  EXPECT_NEAR(bandwidth_hz({resample(sounds::noise(1.0, 16000.0, 0.1, 2), 16000.0, kRate), kRate}), 8000.0,
              500.0);
}

}  // namespace
}  // namespace partials
