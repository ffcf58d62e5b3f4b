// SPDX-License-Identifier: MIT
// Guards against: consonants and knocks as loud as notes, random pitches in breath, sound that depends on the
// host's buffer, a model that keeps playing in silence, latency other than the declared.
#include "families/instrument/timbre_transfer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/mix_parts.h"
#include "families/instrument/offline.h"
#include "support/sounds.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 44100;

std::vector<float> process(TimbreTransfer& engine, const std::vector<float>& in,
                           const std::vector<int>& blocks) {
  std::vector<float> out(in.size());
  engine.reset();
  for (size_t at = 0, b = 0; at < in.size();) {
    const size_t n = std::min(static_cast<size_t>(blocks[b++ % blocks.size()]), in.size() - at);
    engine.process(in.data() + at, out.data() + at, static_cast<int>(n));
    at += n;
  }
  return out;
}

double level_db(const std::vector<float>& x, double from_s, double to_s) {
  double sum = 0;
  const auto from = static_cast<size_t>(from_s * kRate), to = static_cast<size_t>(to_s * kRate);
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * x[i];
  return 10 * std::log10(sum / static_cast<double>(to - from) + 1e-20);
}

TEST(TimbreTransfer, SoundsTheSameAtAnyBlockSize) {
  const Model model = test::tiny_model();
  TimbreTransfer engine;
  ASSERT_TRUE(engine.prepare(model, kRate, 4096, {}));
  auto in = sounds::note(440, 1, kRate);
  sounds::add(in, sounds::noise(0.1, kRate, 0.3, 3), kRate / 4);  // hidden for a while
  const auto once = process(engine, in, {4096});
  EXPECT_GT(level_db(once, 0.3, 0.9), -40);
  for (const auto& blocks : {std::vector<int>{1}, {7}, {64}, {1, 500, 3, 64}})
    EXPECT_EQ(process(engine, in, blocks), once) << blocks[0];
}

TEST(TimbreTransfer, FollowsPitchAndLoudness) {
  const Model model = test::tiny_model();
  for (double hz : {220.0, 440.0, 880.0}) {
    const auto in = sounds::note(hz, 1.5, kRate);
    const auto out = play_recording(model, in, {}, {.rate_hz = kRate}).value();
    const Fit heard_in = fit_to(model, in, kRate), heard_out = fit_to(model, out, kRate);
    EXPECT_NEAR(1200 * std::log2(heard_out.median_hz / heard_in.median_hz), 0, 5) << hz;
    EXPECT_NEAR(heard_out.median_db, heard_in.median_db, 1) << hz;
  }
}

// Input below the model's range for 0.2 s gives output below -60 dBFS within release and tail.
TEST(TimbreTransfer, FallsSilentBelowItsRange) {
  const Model model = test::tiny_model();
  auto in = sounds::note(440, 1, kRate);
  const auto quiet = sounds::noise(1.5, kRate, 0.0015, 3);  // -56 dB: a room, not a player
  in.insert(in.end(), quiet.begin(), quiet.end());
  const auto out = play_recording(model, in, {}, {.rate_hz = kRate}).value();
  EXPECT_LT(level_db(out, 1.6, 2.4), -60);
}

TEST(TimbreTransfer, DeclaredLatencyIsTheMeasured) {
  const Model model = test::tiny_model();
  TimbreTransfer engine;
  ASSERT_TRUE(engine.prepare(model, kRate, 512, {}));
  std::vector<float> in(kRate / 2, 0.f);
  const auto note = sounds::sine(440, 1, kRate, 0.3);
  in.insert(in.end(), note.begin(), note.end());
  const auto out = process(engine, in, {512});
  // Where the level of the output reaches half its final value, against where the input does.
  const double full = std::pow(10, level_db(out, 1.0, 1.4) / 20);
  size_t at = kRate / 2;
  auto envelope = [&](size_t i) {
    double m = 0;
    for (size_t j = i; j < i + 110; ++j) m = std::max(m, static_cast<double>(std::fabs(out[j])));
    return m;
  };
  while (at < out.size() - 200 && envelope(at) < 0.7 * full) ++at;
  EXPECT_NEAR(static_cast<double>(at) - kRate / 2, engine.latency_samples(), 0.006 * kRate);  // a frame or so
}

// The first period of a low voice holds ripples that repeat for a moment: once the effect began with one of
// them, two octaves too high, where a frame fell upon it, and was late with the true pitch.
TEST(TimbreTransfer, BeginsWithTheTruePitchWhereverTheFramesFall) {
  constexpr double kHz = 200, kTwoPi = 6.283185307179586;
  Model model = test::tiny_model();
  edit_instrument_part(model).known = {150, 2000, -50, -10, -22};
  TimbreTransfer engine;
  ASSERT_TRUE(engine.prepare(model, kRate, 512, {}));
  for (int place = 0; place < 40; ++place) {
    const size_t onset = static_cast<size_t>(8820 + 7 * place), period = static_cast<size_t>(kRate / kHz);
    std::vector<float> in(onset + kRate / 4);
    for (size_t i = 0; i < in.size(); ++i) in[i] = 0.0003f * random_bipolar(static_cast<uint64_t>(place), i);
    for (size_t i = onset; i < in.size(); ++i) {
      const double t = static_cast<double>(i - onset) / kRate;
      double y = 0;
      for (int k = 1; k < 40; ++k) y += std::pow(k, -1.5) * std::sin(kTwoPi * kHz * k * t + k * k);
      in[i] += static_cast<float>(0.1 * y * std::min(1.0, t / 0.015));
    }
    const auto out = process(engine, in, {64});
    double xy = 0, xx = 1e-12, yy = 1e-12;
    for (size_t i = onset + kRate * 16 / 1000; i < onset + kRate * 16 / 1000 + period; ++i) {
      const auto a = static_cast<double>(out[i]), b = static_cast<double>(out[i + period]);
      xy += a * b;
      xx += a * a;
      yy += b * b;
    }
    EXPECT_GT(xy / std::sqrt(xx * yy), 0.8) << place;
  }
}

// A note with a hiss of the same loudness instead of it for 100 ms: the hiss is as loud as it is heard,
// softer by the setting, or left out.
TEST(TimbreTransfer, AConsonantIsAsLoudAsTheSettingSays) {
  const Model model = test::tiny_model();
  auto in = sounds::note(440, 1, kRate);
  const double note_db = level_db(in, 0.5, 0.9);
  const auto hiss = sounds::noise(0.1, kRate, std::pow(10, note_db / 20), 3),
             after = sounds::note(440, 1, kRate);
  in.insert(in.end(), hiss.begin(), hiss.end());
  in.insert(in.end(), after.begin(), after.end());
  const auto consonant_db = [&](float setting_db) {
    const auto out = play_recording(model, in, {.consonants_db = setting_db}, {.rate_hz = kRate}).value();
    return level_db(out, 1.05, 1.09) - level_db(out, 0.5, 0.9);
  };
  const double loud_db = consonant_db(0);
  EXPECT_GT(loud_db, -6);
  EXPECT_NEAR(consonant_db(-12), loud_db - 12, 1.5);
  EXPECT_LT(consonant_db(kConsonantsDb), -12);
  EXPECT_LT(consonant_db(kLeftOutDb), -50);
}

// A breath of noise before a note: by chance they repeat for a moment. No pitch but the note's sounds for
// longer than 20 ms.
TEST(TimbreTransfer, BreathBeforeANoteIsNoNote) {
  Model model = test::tiny_model();
  edit_instrument_part(model).known = {150, 2000, -50, -10, -22};
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    TimbreTransfer engine;
    ASSERT_TRUE(engine.prepare(model, kRate, 64, {}));
    std::vector<float> in(kRate / 10);
    const auto breath = sounds::noise(0.08, kRate, 0.05, seed), note = sounds::note(220, 0.4, kRate);
    in.insert(in.end(), breath.begin(), breath.end());
    in.insert(in.end(), note.begin(), note.end());
    DisplayFeed seen;
    std::vector<float> out(44);
    int off = 0, longest = 0;
    for (size_t at = 0; at + out.size() <= in.size(); at += out.size()) {
      engine.process(in.data() + at, out.data(), static_cast<int>(out.size()));
      engine.publish(seen);
      const bool wrong = seen.loudness_db > -40 && std::fabs(std::log2(seen.f0_hz / 220)) > 0.7;
      off = wrong ? off + 1 : 0;
      longest = std::max(longest, off);
    }
    EXPECT_LE(longest, 20) << seed;  // ms or so
  }
}

TEST(Fit, BringsAVoiceIntoTheModelsRange) {
  const Model model = test::tiny_model();
  const Fit fit = fit_to(model, sounds::note(110, 1, kRate, 0.02), kRate);
  EXPECT_EQ(fit.octaves, 1);
  EXPECT_GT(fit.loudness_shift_db, 6);
  EXPECT_EQ(fit_to(model, sounds::note(440, 1, kRate), kRate).octaves, 0);
}

TEST(MixParts, TurnsAPartAndRefusesInWords) {
  Model model = test::tiny_model();
  const auto in = sounds::note(440, 1, kRate);
  const auto before = play_recording(model, in, {}, {.rate_hz = kRate}).value();
  ASSERT_TRUE(turn_part(model.graph, "partials", -20));
  ASSERT_TRUE(turn_part(model.graph, "noise", -20));
  const auto after = play_recording(model, in, {}, {.rate_hz = kRate}).value();
  EXPECT_NEAR(level_db(before, 0.3, 0.9) - level_db(after, 0.3, 0.9), 20, 0.1);
  EXPECT_FALSE(turn_part(model.graph, "room", -20));
  EXPECT_FALSE(turn_part(model.graph, "drums", -20));
}

}  // namespace
}  // namespace partials
