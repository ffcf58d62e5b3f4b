// SPDX-License-Identifier: MIT
// Facts of the harmonic bank: a lone partial is a sine, an hour later too; nothing above the band; straight
// amplitude ramps; stretched partials where Fletcher puts them; the same pitch at every rate; a deviation of
// f0 moves phase sample by sample, whatever the blocks. Guards against: drifting phase and aliasing.
#include "dsp/player.h"

namespace partials::test {
namespace {

Wire partials_of(std::vector<double> a) {
  const int n = static_cast<int>(a.size());
  return {Rate::frame, n, [a](int64_t, int k) { return a[static_cast<size_t>(k)]; }};
}

TEST(HarmonicBank, OnePartialIsASine) {
  Player p{{{"f0_hz", control(440)}, {"amplitudes", partials_of({1})}}};
  const auto y = p.play("harmonic_bank", 48000);
  for (size_t i = 192; i < y.size(); ++i)
    ASSERT_NEAR(y[i], std::sin(2 * M_PI * 440 * static_cast<double>(i) / 48000), 1e-5) << i;
}

TEST(HarmonicBank, StartsFromSilenceInAStraightLine) {
  Player p{{{"f0_hz", control(440)}, {"amplitudes", partials_of({1})}}};
  const auto y = p.play("harmonic_bank", 192);
  for (size_t i = 0; i < y.size(); ++i)
    ASSERT_NEAR(
        y[i], static_cast<double>(i) / 192 * std::sin(2 * M_PI * 440 * static_cast<double>(i) / 48000), 1e-6);
}

TEST(HarmonicBank, PhaseIsExactAfterAnHour) {
  Player p{{{"f0_hz", control(441.7)}, {"amplitudes", {Rate::frame, 1, [](int64_t n, int) {
                                                         return n >= 3600 * 250 - 2 ? 1.0 : 0.0;
                                                       }}}}};
  p.rate_hz = 8000;
  p.block = 4096;
  const auto y = p.play("harmonic_bank", 3600 * 8000 + 400);
  const double f0 = static_cast<float>(441.7);  // what the wire carries
  for (size_t i = 3600 * 8000; i < y.size(); ++i)
    ASSERT_NEAR(y[i], std::sin(2 * M_PI * std::fmod(f0 / 8000 * static_cast<double>(i), 1.0)), 1e-5);
}

TEST(HarmonicBank, NothingAboveTheBandOrHalfTheRate) {
  for (int rate : {16000, 48000}) {
    Player p{{{"f0_hz", control(611)}, {"amplitudes", partials_of(std::vector<double>(60, 1.0 / 60))}}};
    p.rate_hz = rate;
    p.band_hz = 9000;
    const auto y = p.play("harmonic_bank", rate / 2);
    const double end = std::min(9000.0, rate / 2.0);
    for (int k = 1; 611 * k < 24000; ++k) {
      // where it would alias to
      const double hz = 611.0 * k, seen = hz < rate / 2.0 ? hz : std::fabs(hz - rate);
      const bool own = std::fabs(std::remainder(seen, 611.0)) < 1 && seen < end;
      if (hz > end && !own) {
        EXPECT_LT(db_at(y, seen, rate, rate / 4, rate / 2), -110) << hz;
      }
      if (hz < 0.95 * end) {
        EXPECT_NEAR(amplitude_at(y, hz, rate, rate / 4, rate / 2), 1.0 / 60, 1e-4) << hz;
      }
    }
  }
}

TEST(HarmonicBank, StretchedPartialsAreWhereFletcherPutsThem) {
  Player p{{{"f0_hz", control(110)},
            {"amplitudes", partials_of(std::vector<double>(20, 0.05))},
            {"stretch", control(4e-4)}}};
  const auto y = p.play("harmonic_bank", 48000);
  for (int k : {1, 7, 20}) {
    const double hz = 110 * k * std::sqrt(1 + 4e-4 * k * k);
    EXPECT_NEAR(amplitude_at(y, hz, 48000, 4800, 48000), 0.05, 1e-4) << k;
  }
}

TEST(HarmonicBank, SamePitchAtEveryRate) {
  for (int rate : {44100, 48000, 96000}) {
    Player p{{{"f0_hz", control(440)}, {"amplitudes", partials_of({0.5, 0.5})}}};
    p.rate_hz = rate;
    const auto y = p.play("harmonic_bank", rate);
    EXPECT_LT(std::fabs(cents_off(y, 440, rate)), 0.1) << rate;
  }
}

// Rests, steps, single samples and a tone, over frames of 192 samples and chunks of 64, which are rendered
// ahead.
double deviation_hz(int64_t t) {
  if (t >= 1000 && t < 1100) return 150;
  if (t == 1500 || t == 1535 || t == 1536 || t == 1728) return -4000;
  if (t >= 2000 && t < 2400) return 90 * std::sin(0.3 * static_cast<double>(t));
  return 0;
}

TEST(HarmonicBank, ADeviationIsHeardSampleBySampleInBlocksOfAnySize) {
  for (const bool stretched : {false, true}) {
    Player p{{{"f0_hz", control(300)},
              {"amplitudes", partials_of({0.1, 0.2, 0.05})},
              {"deviation_hz", {Rate::sample, 1, [](int64_t t, int) { return deviation_hz(t); }}}}};
    if (stretched) p.wires["stretch"] = control(5e-3);
    const auto y = p.play("harmonic_bank", 3000);
    double cycles = 0, amplitudes[] = {0.1, 0.2, 0.05};
    for (int i = 0; i < 3000; ++i) {
      double expected = 0;
      for (int k = 1; k <= 3; ++k)
        expected += amplitudes[k - 1] *
                    std::sin(2 * M_PI * cycles * k * std::sqrt(1 + (stretched ? 5e-3f : 0) * k * k));
      if (i >= 192) {
        ASSERT_NEAR(y[static_cast<size_t>(i)], expected, 5e-6) << i;
      }
      cycles += (300 + deviation_hz(i)) / 48000;
    }
    for (const int block : {1, 7, 64, 100}) {
      p.block = block;
      EXPECT_EQ(p.play("harmonic_bank", 3000), y) << "blocks of " << block;
    }
  }
}

TEST(HarmonicBank, ADeviationAtRestChangesNothing) {
  for (const bool stretched : {false, true}) {
    Player p{{{"f0_hz", {Rate::frame, 1, [](int64_t n, int) { return 200.0 + static_cast<double>(n); }}},
              {"amplitudes", partials_of({0.1, 0.2, 0.05})}}};
    if (stretched)
      p.wires["stretch"] = {Rate::frame, 1, [](int64_t n, int) { return 1e-4 * static_cast<double>(n % 7); }};
    p.block = 50;
    const auto y = p.play("harmonic_bank", 3000);
    p.wires["deviation_hz"] = {Rate::sample, 1, [](int64_t, int) { return 0.0; }};
    EXPECT_EQ(p.play("harmonic_bank", 3000), y);
  }
}

TEST(HarmonicControls, PowersAddUpToTheLevelSquared) {
  Player p{{{"f0_hz", control(220)},
            {"level", control(-20)},
            {"envelope", {Rate::frame, 9, [](int64_t, int k) { return -4.0 * k; }}}}};
  const auto a = p.play("harmonic_controls", 192, "amplitudes");
  double power = 0;
  for (int k = 0; k < 60; ++k) {
    const double fade = std::clamp((16000 - 220.0 * (k + 1)) / 800, 0.0, 1.0);
    power += fade * fade * a[static_cast<size_t>(k)] * a[static_cast<size_t>(k)];
  }
  EXPECT_NEAR(10 * std::log10(power), -20, 1e-4);
}

TEST(HarmonicControls, TheEnvelopeIsTheSameForEveryNote) {  // -6 dB from one octave to the next, at any f0
  Player p{{{"level", control(0)}, {"envelope", {Rate::frame, 9, [](int64_t, int k) { return -6.0 * k; }}}}};
  p.settings = {{"corner_hz", 0}, {"min_hz", 16000.0 / 256}, {"partials", 32}};  // a knot every octave
  for (double f0 : {125.0, 333.0}) {
    p.wires["f0_hz"] = control(f0);
    const auto a = p.play("harmonic_controls", 192, "amplitudes");
    for (size_t k : {1, 2, 5, 11})
      EXPECT_NEAR(20 * std::log10(a[2 * k - 1] / a[k - 1]), -6, 1e-3) << f0 << " Hz, partial " << k;
  }
}

}  // namespace
}  // namespace partials::test
