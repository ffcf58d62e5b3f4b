// SPDX-License-Identifier: MIT
// Facts of the analyser in decibels, cents and seconds. Keeps away values that depend on the host's block size, a loudness curve
// that is right at one rate only, octave errors, pitch that arrives later than latency_s says, vibrato out of step
// with loudness, and a bad sample that stays.
#include "analysis/analyser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>
#include <numbers>

#include "analysis/track.h"
#include "base/random.h"
#include "support/alloc_counter.h"
#include "support/sounds.h"

PARTIALS_COUNT_ALLOCATIONS

namespace partials {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

// A harmonic sound: amplitudes of partials 1.., f0 over time. Partials above 0.45 of the rate are silent.
std::vector<float> harmonic(double rate_hz, double seconds, const std::vector<double>& amplitude, const std::function<double(double)>& f0_hz) {
  std::vector<float> x(static_cast<size_t>(seconds * rate_hz));
  double phase = 0, power = 0;
  for (double a : amplitude) power += a * a / 2;
  for (size_t i = 0; i < x.size(); ++i) {
    const double f0 = f0_hz(static_cast<double>(i) / rate_hz);
    double sum = 0;
    for (size_t k = 1; k <= amplitude.size() && static_cast<double>(k) * f0 < 0.45 * rate_hz; ++k)
      sum += amplitude[k - 1] * std::sin(kTurn * (static_cast<double>(k) * phase + random_unit(5, k)));
    x[i] = static_cast<float>(0.1 * sum / std::sqrt(power));  // -20 dB
    phase += f0 / rate_hz;
  }
  return x;
}

auto steady(double hz) {
  return [hz](double) { return hz; };
}

// Partials within 20 dB of a falling slope; `missing` leaves out the fundamental. Where the odd partials hold less than a tenth of
// the power they are raised to it: with less, two periods differ by less than the ear minds and the octave is heard.
std::vector<double> random_spectrum(uint64_t seed, bool missing) {
  std::vector<double> a;
  const double slope = 1.5 * random_unit(seed, 0);
  for (int k = 1; k <= 14; ++k) a.push_back(std::pow(k, -slope) * std::pow(10.0, -random_unit(seed, static_cast<uint64_t>(k))));
  if (missing) a[0] = 0;
  double odd = 0, even = 0;
  for (size_t i = 0; i < a.size(); ++i) (i % 2 ? even : odd) += a[i] * a[i];
  for (size_t i = 0; i < a.size(); i += 2) a[i] *= std::max(1.0, std::sqrt(even / 9 / odd));
  return a;
}

double cents(double hz, double reference_hz) { return 1200 * std::log2(hz / reference_hz); }

FeatureTrack heard(const std::vector<float>& x, double rate_hz) { return analyse(x.data(), static_cast<int64_t>(x.size()), rate_hz, {}); }

// Cents between what is heard and what sounded a latency ago, over the voiced hops of [from_s, end).
struct Errors {
  int hops = 0, lost = 0, octave = 0, gross = 0;
  std::vector<double> cents;
  double median() { return std::sort(cents.begin(), cents.end()), cents.empty() ? 1e9 : cents[cents.size() / 2]; }
};
Errors errors(const FeatureTrack& t, const std::function<double(double)>& f0_hz, double from_s) {
  Errors e;
  for (size_t k = 0; k < t.f0_hz.size(); ++k) {
    const double time = static_cast<double>(k + 1) * t.hop_samples / t.rate_hz;
    if (time < from_s) continue;
    ++e.hops;
    if (t.f0_hz[k] <= 0 || t.confidence[k] < 0.5) {
      ++e.lost;
      continue;
    }
    const double c = std::fabs(cents(t.f0_hz[k], f0_hz(time - 1.1 / f0_hz(time))));  // the middle of two periods and a bit
    e.cents.push_back(c);
    e.gross += c > 50;
    e.octave += c > 600;
  }
  return e;
}

// Every value after every sample count that both reach.
TEST(Analyser, BlockSizeChangesNothing) {
  auto x = sounds::note(233, 0.7, 44100);
  sounds::add(x, sounds::noise(0.2, 44100, 0.05, 3), x.size());
  const int n = static_cast<int>(x.size());
  Analyser single;
  ASSERT_TRUE(single.prepare(44100, {}));
  std::vector<Features> wanted;
  for (float v : x) single.process(&v, 1), wanted.push_back(single.newest());
  for (int block : {7, 64, 4096}) {
    Analyser a;
    ASSERT_TRUE(a.prepare(44100, {}));
    for (int at = 0, m; at < n; at += m) {
      a.process(&x[static_cast<size_t>(at)], m = std::min(block, n - at));
      ASSERT_EQ(std::memcmp(&a.newest(), &wanted[static_cast<size_t>(at + m - 1)], sizeof(Features)), 0) << block << " at " << at;
    }
  }
}

// IEC 61672-1, the defining formula, in dB, 0 at 1 kHz.
double a_curve_db(double f) {
  auto r = [](double g) {
    const double g2 = g * g;
    return 12194.217 * 12194.217 * g2 * g2 /
           ((g2 + 20.598997 * 20.598997) * std::sqrt((g2 + 107.65265 * 107.65265) * (g2 + 737.86223 * 737.86223)) * (g2 + 12194.217 * 12194.217));
  };
  return 20 * std::log10(r(f) / r(1000));
}

// Mean of the power over the last second: at 31.5 Hz a 16 ms window sees half a period.
double long_loudness_db(const FeatureTrack& t) {
  double power = 0;
  const auto n = static_cast<size_t>(t.rate_hz / t.hop_samples);
  for (size_t i = t.loudness_db.size() - n; i < t.loudness_db.size(); ++i) power += std::pow(10, t.loudness_db[i] / 10);
  return 10 * std::log10(power / static_cast<double>(n));
}

TEST(Loudness, FollowsTheACurve) {
  for (double rate : {44100.0, 48000.0})
    for (double hz : {31.5, 63.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 6300.0, 8000.0})
      EXPECT_NEAR(long_loudness_db(heard(sounds::sine(hz, 1.5, rate, 1), rate)), a_curve_db(hz) - 3.0103, 0.5) << hz << " Hz at " << rate;
}

TEST(Loudness, FullScaleSineAtOneKilohertz) {
  for (double rate : {16000.0, 44100.0, 48000.0, 96000.0}) EXPECT_NEAR(heard(sounds::sine(1000, 0.3, rate, 1), rate).loudness_db.back(), -3.0103, 0.02) << rate;
}

// Powers add: two equal sines are 3.01 dB above one, whatever the beats within the window; a mean of dB would fall short.
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

TEST(Pitch, SteadyToneWithinFiveCentsAtEveryRate) {
  for (double rate : {16000.0, 44100.0, 48000.0, 96000.0})
    for (double hz : {41.2, 65.4, 110.0, 196.0, 261.63, 440.0, 739.99, 1318.5, 2093.0, 3520.0}) {
      if (hz > rate / 6) continue;
      auto e = errors(heard(harmonic(rate, 0.5, {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1}, steady(hz)), rate), steady(hz), 3.0 / hz + 0.02);
      EXPECT_LT(e.median(), 5) << hz << " Hz at " << rate;
      EXPECT_EQ(e.gross, 0) << hz << " Hz at " << rate;
      EXPECT_EQ(e.lost, 0) << hz << " Hz at " << rate;
    }
}

void expect_no_octave_errors(bool missing, double snr_db, const std::function<double(double, double)>& motion, int count) {
  int octave = 0, gross = 0, lost = 0, hops = 0;
  for (int i = 0; i < count; ++i) {
    const auto seed = static_cast<uint64_t>(100 + i);
    const double rate = i % 2 ? 44100 : 48000, hz = 55 * std::exp2(4.5 * random_unit(seed, 77));
    auto f0 = [&](double t) { return hz * motion(t, hz); };
    auto x = harmonic(rate, 0.4, random_spectrum(seed, missing), f0);
    if (snr_db < 90) sounds::add(x, sounds::noise(0.4, rate, 0.1 * std::pow(10, -snr_db / 20), seed));
    const auto e = errors(heard(x, rate), f0, 3.0 / hz + 0.02);
    octave += e.octave, gross += e.gross, lost += e.lost, hops += e.hops;
    if (e.octave) ADD_FAILURE() << e.octave << " octave errors of " << e.hops << " hops, seed " << seed << ", " << hz << " Hz at " << rate;
  }
  EXPECT_LE(gross, hops / 200);
  EXPECT_LE(lost, hops / 50);
}

constexpr auto kStill = [](double, double) { return 1.0; };

TEST(Pitch, NoOctaveErrorsOnRandomSpectra) { expect_no_octave_errors(false, 100, kStill, 60); }
TEST(Pitch, NoOctaveErrorsWithoutTheFundamental) { expect_no_octave_errors(true, 100, kStill, 60); }
TEST(Pitch, NoOctaveErrorsInVibrato) {
  expect_no_octave_errors(false, 100, [](double t, double) { return std::exp2(50.0 / 1200 * std::sin(kTurn * 6 * t)); }, 30);
}
TEST(Pitch, NoOctaveErrorsInGlides) {  // an octave in 0.4 s
  expect_no_octave_errors(false, 100, [](double t, double) { return std::exp2(2.5 * t); }, 30);
}
TEST(Pitch, NoOctaveErrorsInNoise) { expect_no_octave_errors(false, 20, kStill, 60); }

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

// A bowed string whose third partial holds nearly everything (a cello's C4): the rest, a twentieth of the power, still marks
// the period.
TEST(Pitch, AStrongThirdPartialIsNotTheFundamental) {
  for (double hz : {131.0, 196.0, 261.6, 392.0}) {
    const auto e = errors(heard(harmonic(44100, 0.5, {0.2, 0.1, 1, 0.05, 0.05}, steady(hz)), 44100), steady(hz), 0.08);
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
      while (k < t.f0_hz.size() && !(t.f0_hz[k] > 0 && t.confidence[k] > 0.5 && std::fabs(cents(t.f0_hz[k], hz)) < 50)) ++k;
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
      const auto t = heard(harmonic(44100, 0.5, {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.1}, [&](double s) { return s < 0.2 ? before_hz : hz; }), 44100);
      size_t k = static_cast<size_t>(8820 / t.hop_samples);
      while (k < t.f0_hz.size() && !(t.confidence[k] > 0.5 && std::fabs(cents(t.f0_hz[k], hz)) < 50)) ++k;
      EXPECT_LE(static_cast<double>(k + 1) * t.hop_samples / 44100 - 0.2, a.latency_s(hz) + std::max(0.008, 2 / hz)) << before_hz << " to " << hz;
    }
}

// Pitch and loudness read together describe one instant, whenever they are read: vibrato of +-50 cents, 6 Hz, within a cent
// or so (6 ms apart would be 11 cents), for pitches whose 2.25 periods are shorter than the loudness window.
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
        if (now_s > 0.1) worst = std::max(worst, std::fabs(cents(a.aligned().f0_hz, f0(now_s - a.loudness_latency_s()))));
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
