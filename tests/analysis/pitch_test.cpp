// SPDX-License-Identifier: MIT
// Facts of pitch in cents and seconds. Guards against: octave errors, pitch later than latency_s, and pitch
// in unpitched sound.
#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/analyser.h"
#include "analysis/heard.h"

namespace partials {
namespace {

TEST(Pitch, SteadyToneWithinFiveCentsAtEveryRate) {
  for (double rate : {16000.0, 44100.0, 48000.0, 96000.0})
    for (double hz : {41.2, 65.4, 110.0, 196.0, 261.63, 440.0, 739.99, 1318.5, 2093.0, 3520.0}) {
      if (hz > rate / 6) continue;
      auto e = errors(heard(harmonic(rate, 0.5, {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1}, steady(hz)), rate),
                      steady(hz), 3.0 / hz + 0.02);
      EXPECT_LT(e.median(), 5) << hz << " Hz at " << rate;
      EXPECT_EQ(e.gross, 0) << hz << " Hz at " << rate;
      EXPECT_EQ(e.lost, 0) << hz << " Hz at " << rate;
    }
}

// Where a period is four samples, half and a third of it lie next to it and next to nothing.
TEST(Pitch, TheTopOfTheRangeIsSureAtLowRates) {
  for (double rate : {8000.0, 11025.0, 16000.0, 22050.0})
    for (double share : {0.16, 0.2, 0.24}) {
      const double hz = std::min(share * rate, 4500.0);
      const auto e = errors(heard(harmonic(rate, 0.4, {1, 0.7, 0.5}, steady(hz)), rate), steady(hz), 0.05);
      EXPECT_EQ(e.lost + e.octave, 0) << hz << " Hz at " << rate;
    }
}

void expect_no_octave_errors(bool missing, double snr_db, const std::function<double(double, double)>& motion,
                             int count) {
  int octave = 0, gross = 0, lost = 0, hops = 0;
  for (int i = 0; i < count; ++i) {
    const auto seed = static_cast<uint64_t>(100 + i);
    const double rate = i % 2 ? 44100 : 48000, hz = 55 * std::exp2(4.5 * random_unit(seed, 77));
    auto f0 = [&](double t) { return hz * motion(t, hz); };
    auto x = harmonic(rate, 0.4, sounds::random_spectrum(seed, missing), f0);
    if (snr_db < 90) sounds::add(x, sounds::noise(0.4, rate, 0.1 * std::pow(10, -snr_db / 20), seed));
    const auto e = errors(heard(x, rate), f0, 3.0 / hz + 0.02);
    octave += e.octave;
    gross += e.gross;
    lost += e.lost;
    hops += e.hops;
    if (e.octave)
      ADD_FAILURE() << e.octave << " octave errors of " << e.hops << " hops, seed " << seed << ", " << hz
                    << " Hz at " << rate;
  }
  EXPECT_LE(gross, hops / 200);
  EXPECT_LE(lost, hops / 50);
}

constexpr auto kStill = [](double, double) { return 1.0; };

TEST(Pitch, NoOctaveErrorsOnRandomSpectra) { expect_no_octave_errors(false, 100, kStill, 60); }
TEST(Pitch, NoOctaveErrorsWithoutTheFundamental) { expect_no_octave_errors(true, 100, kStill, 60); }
TEST(Pitch, NoOctaveErrorsInVibrato) {
  expect_no_octave_errors(
      false, 100, [](double t, double) { return std::exp2(50.0 / 1200 * std::sin(kTurn * 6 * t)); }, 30);
}
TEST(Pitch, NoOctaveErrorsInGlides) {  // an octave in 0.4 s
  expect_no_octave_errors(
      false, 100, [](double t, double) { return std::exp2(2.5 * t); }, 30);
}
TEST(Pitch, NoOctaveErrorsInNoise) { expect_no_octave_errors(false, 20, kStill, 60); }

// Where noise hides what tells a period from two, the pitch is to be unsure, not wrong.
TEST(Pitch, LoudNoiseMakesUnsureNotAnOctaveOff) {
  for (double snr_db : {6.0, 3.0, 0.0}) {
    int octave = 0, lost = 0, hops = 0;
    for (uint64_t seed = 0; seed < 20; ++seed) {
      const double rate = 44100, hz = 110 * std::exp2(0.15 * static_cast<double>(seed));
      auto x = harmonic(rate, 0.4, sounds::random_spectrum(seed, false), steady(hz));
      sounds::add(x, sounds::noise(0.4, rate, 0.1 * std::pow(10, -snr_db / 20), seed));
      const auto e = errors(heard(x, rate), steady(hz), 3.0 / hz + 0.02);
      octave += e.octave;
      lost += e.lost;
      hops += e.hops;
    }
    EXPECT_LE(octave, hops / 1000) << snr_db;
    EXPECT_LE(lost, hops / 20) << snr_db;
  }
}

// A rough voice: for 25 ms every second period is 4 dB weaker, so that two periods repeat better than one.
TEST(Pitch, NoOctaveErrorsInARoughVoice) {
  for (double hz : {85.0, 107.0, 131.0, 196.0}) {
    auto x = harmonic(44100, 0.6, {1, 0.8, 0.6, 0.9, 0.4, 0.3, 0.2, 0.2}, steady(hz));
    for (size_t i = 0; i < x.size(); ++i) {
      const double t = static_cast<double>(i) / 44100;
      if (t > 0.3 && t < 0.325 && static_cast<int>(t * hz) % 2) x[i] *= 0.63f;
    }
    const auto e = errors(heard(x, 44100), steady(hz), 0.1);
    EXPECT_EQ(e.octave, 0) << hz;
  }
}

// A bowed string whose third partial holds nearly everything (a cello's C4): the rest, a twentieth of the
// power, still marks the period.
TEST(Pitch, AStrongThirdPartialIsNotTheFundamental) {
  for (double hz : {131.0, 196.0, 261.6, 392.0}) {
    const auto e =
        errors(heard(harmonic(44100, 0.5, {0.2, 0.1, 1, 0.05, 0.05}, steady(hz)), 44100), steady(hz), 0.08);
    EXPECT_EQ(e.octave, 0) << hz;
    EXPECT_LE(e.lost, e.hops / 50) << hz;
  }
}

// From silence to the note, and from one note to another: within 50 cents not later than latency_s says.
TEST(Pitch, ArrivesWithinItsLatency) {
  Analyser a;
  ASSERT_TRUE(a.prepare(48000, {}));
  for (double hz : {55.0, 110.0, 220.0, 440.0, 880.0, 1760.0})
    for (bool slur : {false, true}) {
      auto f0 = [&](double t) { return t < 0.2 && slur ? hz / 1.5 : hz; };
      auto x = harmonic(48000, 0.5, {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1}, f0);
      if (!slur) std::fill(x.begin(), x.begin() + 9600, 0.f);
      const auto t = heard(x, 48000);
      size_t k = static_cast<size_t>(9600 / t.hop_samples);
      while (k < t.f0_hz.size() &&
             !(t.f0_hz[k] > 0 && t.confidence[k] > 0.5 && std::fabs(cents(t.f0_hz[k], hz)) < 50))
        ++k;
      const double after = static_cast<double>(k + 1) * t.hop_samples / 48000 - 0.2;
      EXPECT_LE(after, a.latency_s(hz)) << hz << " Hz, slur " << slur;
    }
}

// A slurred octave waits 8 ms or two periods more, whichever is longer, and is then heard, high notes too.
TEST(Pitch, ASlurredOctaveArrives) {
  Analyser a;
  ASSERT_TRUE(a.prepare(44100, {}));
  for (double hz : {110.0, 440.0, 1760.0, 3520.0})
    for (double before_hz : {hz / 2, hz * 2}) {
      const auto t = heard(harmonic(44100, 0.5, {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1},
                                    [&](double s) { return s < 0.2 ? before_hz : hz; }),
                           44100);
      size_t k = static_cast<size_t>(8820 / t.hop_samples);
      while (k < t.f0_hz.size() && !(t.confidence[k] > 0.5 && std::fabs(cents(t.f0_hz[k], hz)) < 50)) ++k;
      EXPECT_LE(static_cast<double>(k + 1) * t.hop_samples / 44100 - 0.2,
                a.latency_s(hz) + std::max(0.008, 2 / hz))
          << before_hz << " to " << hz;
    }
}

FeatureTrack heard_from(double min_hz, const std::vector<float>& x, double rate_hz) {
  return analyse(x.data(), static_cast<int64_t>(x.size()), rate_hz, {.min_hz = min_hz});
}

// Once three periods have sounded: the share of hops with a pitch, and of those said to lie outside the range
// within a tone of hz.
void expect_outside(const FeatureTrack& t, double hz, double rate_hz) {
  int pitched = 0, told = 0, hops = 0;
  for (size_t k = 0; k < t.f0_hz.size(); ++k) {
    if (static_cast<double>(k) * t.hop_samples / rate_hz < 3 / hz + 0.02) continue;
    ++hops;
    pitched += t.confidence[k] >= 0.5f;
    told += t.confidence[k] <= 0 && t.f0_hz[k] > 0 && std::fabs(cents(t.f0_hz[k], hz)) < 200;
  }
  EXPECT_LE(pitched, hops / 15) << hz << " Hz at " << rate_hz;
  EXPECT_GE(told, hops * 7 / 10) << hz << " Hz at " << rate_hz;
}

const std::vector<double> kBassy = {1,    0.9, 0.8, 0.7,  0.65, 0.6, 0.55, 0.5,
                                    0.45, 0.4, 0.4, 0.35, 0.35, 0.3, 0.3,  0.3};

TEST(Pitch, BelowTheRangeThereIsNone) {
  for (double rate : {8000.0, 11025.0, 44100.0, 48000.0})
    for (double hz : {20.0, 25.0, 30.0, 35.0})
      expect_outside(heard_from(40, harmonic(rate, 0.8, kBassy, steady(hz)), rate), hz, rate);
  for (double hz : {15.0, 20.0, 25.0})
    expect_outside(heard_from(kLowestHeardHz, harmonic(44100, 0.8, kBassy, steady(hz)), 44100), hz, 44100);
}

// The sine repeats after two or three of its periods too, which lie inside the range.
TEST(Pitch, AboveTheRangeThereIsNone) {
  for (double rate : {44100.0, 48000.0})
    for (double hz : {5500.0, 6000.0, 8000.0})
      expect_outside(heard(sounds::sine(hz, 0.3, rate, 0.1), rate), hz, rate);
  for (double rate : {44100.0, 48000.0, 96000.0})
    for (double hz : {9000.0, 12000.0, 15000.0}) {
      const auto t = heard(sounds::sine(hz, 0.3, rate, 0.1), rate);
      for (size_t k = 8; k < t.confidence.size(); ++k)
        ASSERT_LT(t.confidence[k], 0.5f) << hz << " Hz at " << rate;
    }
}

TEST(Pitch, APianosLowestNotesAreHeardWhereAskedFor) {
  for (double rate : {8000.0, 44100.0, 48000.0, 96000.0})
    for (double hz : {27.5, 30.87, 34.65, 38.89, 55.0, 440.0}) {
      auto e = errors(heard_from(kLowestHeardHz, harmonic(rate, 0.6, kBassy, steady(hz)), rate), steady(hz),
                      3.0 / hz + 0.02);
      EXPECT_LT(e.median(), 5) << hz << " Hz at " << rate;
      EXPECT_EQ(e.gross + e.lost, 0) << hz << " Hz at " << rate;
    }
}

}  // namespace
}  // namespace partials
