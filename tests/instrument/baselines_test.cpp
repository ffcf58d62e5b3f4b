// SPDX-License-Identifier: MIT
// Guards against: a baseline that is too weak. The analysed parts of a note must resynthesise it, in level
// and in pitch, and the baselines must be right for known cases.
#include "families/instrument/train/baselines.h"

#include <gtest/gtest.h>

#include "judge/external_pitch.h"
#include "judge/judge.h"
#include "judge/mel.h"
#include "judge/reference_pitch.h"
#include "judge/run_program.h"
#include "support/sounds.h"

namespace partials {
namespace {

F0Curve flat(double hz, double seconds) {
  F0Curve c;
  c.f0_hz.assign(static_cast<size_t>(seconds / c.step_s) + 1, static_cast<float>(hz));
  return c;
}

MeasuredClip measured(double hz, double seconds, double amplitude = 0.2, uint64_t seed = 1) {
  const std::vector<float> x = sounds::note(hz, seconds, kJudgeRateHz, amplitude, seed);
  // the tracker errs by 5 cents
  return {"note", x, analyse_harmonics(x, kJudgeRateHz, flat(hz * 1.003, seconds))};
}

double power(const std::vector<float>& x, size_t from, size_t to) {
  double sum = 0.0;
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * x[i];
  return sum / static_cast<double>(to - from);
}

TEST(HarmonicAnalysis, PartialsOfAVibratoNoteAreTheFormula) {
  const MeasuredClip m = measured(300.0, 1.5);
  const HarmonicAnalysis& a = m.analysis;
  EXPECT_NEAR(a.median_f0_hz(), 300.0, 300.0 * 0.003);
  for (const int f : {80, 120, 180})
    for (int k = 1; k <= 20; ++k)
      EXPECT_NEAR(10.0 * std::log10(a.partial_power[static_cast<size_t>(f) * a.partials + k - 1]),
                  20.0 * std::log10(0.2 / k) - 3.01, 0.7)
          << f << " " << k;
  // What is left is the breath, of deviation 0.002.
  EXPECT_LT(power(a.residual, 22050, 44100), 2.0 * 0.002 * 0.002);
}

TEST(HarmonicAnalysis, WhiteNoiseIsMeasuredAndRenderedAtItsLevel) {
  const std::vector<float> x = sounds::noise(2.0, kJudgeRateHz, 0.1, 4);
  const HarmonicAnalysis a = analyse_harmonics(x, kJudgeRateHz, F0Curve{});
  const std::vector<float> y =
      render_noise(a.noise_power, a.band_centre_hz, a.hop_samples, a.samples, a.rate_hz, 9);
  EXPECT_NEAR(10.0 * std::log10(power(y, 8000, 80000) / 0.01), 0.0, 0.3);
}

TEST(HarmonicAnalysis, BreathUnderANoteKeepsItsLevel) {
  std::vector<float> x = sounds::note(440.0, 2.0, kJudgeRateHz, 0.2);
  sounds::add(x, sounds::noise(2.0, kJudgeRateHz, 0.02, 8));
  const HarmonicAnalysis a = analyse_harmonics(x, kJudgeRateHz, flat(440.0, 2.0));
  double sum = 0.0;
  int n = 0;
  for (int f = 60; f < 280; ++f)
    for (int b = 20; b < 100; ++b, ++n) sum += a.noise_power[static_cast<size_t>(f) * a.bands + b];
  EXPECT_NEAR(10.0 * std::log10(sum / n / (0.02 * 0.02 + 0.002 * 0.002)), 0.0, 0.7);
}

TEST(Baselines, TheFloorIsNearestThenTheCarefulAverage) {
  const MeasuredClip low = measured(220.0, 1.5, 0.2, 1), high = measured(392.0, 1.5, 0.2, 2),
                     target = measured(294.0, 1.5, 0.1, 3);
  const BaselineDistances d = baseline_distances({&low, &high}, target);
  EXPECT_LT(d.floor, 2.0);
  EXPECT_LT(d.two_noises, d.floor + 0.5);
  // One spectrum over partial number for all notes, but it ends at 10 kHz: the average plays the low note's
  // partials too high.
  EXPECT_LT(d.careful, 2.5);
  EXPECT_LE(d.careful, d.naive + 0.1);
  EXPECT_GT(d.sampler, 0.0);
  EXPECT_EQ(d.sampler, std::min(d.sampler_below, d.sampler_above));
}

TEST(Baselines, TheSamplerPlaysInTuneForAsLongAsItMust) {
  const MeasuredClip source = measured(220.0, 0.8), target = measured(261.6, 3.0, 0.1, 2);
  const std::vector<float> y = render_sampler(source, target);
  ASSERT_EQ(y.size(), target.samples.size());
  EXPECT_GT(power(y, 110000, 130000), 0.2 * power(y, 10000, 30000));  // still sounding
  const PitchCurve wanted = reference_pitch({target.samples, kJudgeRateHz}),
                   is = reference_pitch({y, kJudgeRateHz});
  EXPECT_LT(pitch_error(wanted, is).median_cents, 40.0);  // two vibratos of 20 cents, apart in phase
}

TEST(Baselines, NearestNotesAreTheNeighbours) {
  const MeasuredClip a = measured(200.0, 0.4), b = measured(250.0, 0.4), c = measured(330.0, 0.4),
                     target = measured(280.0, 0.4);
  const auto found = nearest_notes({&a, &b, &c}, target);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0], &b);
  EXPECT_EQ(found[1], &c);
}

TEST(ExternalPitch, OthersAgreeWithTheFormula) {
  const AudioClip clip{sounds::note(311.0, 1.5, kJudgeRateHz), kJudgeRateHz};
  int judged = 0;
  for (const bool praat : {true, false}) {
    if (!(praat ? praat_present() : sptk_present())) continue;
    const auto curve = praat ? praat_pitch(clip) : sptk_pitch(clip);
    ASSERT_TRUE(curve.ok()) << curve.error().text;
    std::vector<float> f;
    for (const float v : curve.value().f0_hz)
      if (v > 0.f) f.push_back(v);
    ASSERT_GT(f.size(), 200u);
    std::nth_element(f.begin(), f.begin() + static_cast<int64_t>(f.size() / 2), f.end());
    EXPECT_NEAR(f[f.size() / 2], 311.0, 3.0);
    ++judged;
  }
  if (!judged) GTEST_SKIP() << "neither praat nor SPTK is installed.";
}

TEST(Judge, ADetunedQuieterRenderIsFoundOut) {
  const std::vector<float> x = sounds::note(300.0, 1.5, kJudgeRateHz);
  std::vector<float> y = sounds::note(300.0 * std::exp2(12.0 / 1200.0), 1.5, kJudgeRateHz);
  for (float& v : y) v *= 0.5f;
  const Judgement same = judge({x, kJudgeRateHz}, {x, kJudgeRateHz}),
                  j = judge({x, kJudgeRateHz}, {y, kJudgeRateHz});
  EXPECT_LT(same.log_mel_db, 1e-6);
  EXPECT_LT(same.loudness.median_abs_db, 1e-6);
  EXPECT_NEAR(j.loudness.median_db, -6.02, 0.1);
  EXPECT_GT(j.log_mel_db, 1.0);  // the judge hears twelve cents: upper partials leave their bands
  EXPECT_NEAR(j.pitch->median_cents, 12.0, 1.0);
  EXPECT_LT(j.pitch->over_50_cents_share, 0.05);
  EXPECT_EQ(same.pitch->median_cents, 0.0);
}

TEST(Judge, LostPitchIsCounted) {
  const PitchCurve target{0.005, 0.0, std::vector<float>(100, 200.f)};
  PitchCurve render = target;
  std::fill(render.f0_hz.begin() + 50, render.f0_hz.end(), 0.f);
  EXPECT_NEAR(pitch_error(target, render).lost_share, 0.5, 0.03);
  EXPECT_EQ(pitch_error(target, render).median_cents, 0.0);
}

TEST(RunProgram, IsBoundedAndSaysWhatWentWrong) {
  EXPECT_EQ(run_program({"cat"}, "hello").value(), "hello");
  EXPECT_NE(run_program({"no-such-program-here"}).error().text.find("not installed"), std::string::npos);
  EXPECT_NE(run_program({"false"}).error().text.find("status 1"), std::string::npos);
  EXPECT_NE(run_program({"sleep", "5"}, "", {.timeout_s = 0.2, .max_output_bytes = 100})
                .error()
                .text.find("did not finish"),
            std::string::npos);
  EXPECT_NE(run_program({"yes"}, "", {.timeout_s = 5.0, .max_output_bytes = 1000})
                .error()
                .text.find("more than 1000"),
            std::string::npos);
}

}  // namespace
}  // namespace partials
