// SPDX-License-Identifier: MIT
// Guards against: a tail that counts as a soft note, so that a plucked instrument sustains notes at medium
// velocities; a held note detected as a struck one; stiff strings played as harmonic ones.
#include "families/instrument/train/learn_struck.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "families/instrument/train/learn_range.h"
#include "families/instrument/train/learn_stretch.h"
#include "families/instrument/train/learn_strokes.h"
#include "model/templates.h"

namespace partials {
namespace {

constexpr double kHopS = 0.004, kRateHz = 44100;

// Half a second of silence, then loudness by a function of the seconds since, in frames of 4 ms.
Clip clip_of(float f0_hz, double seconds, const std::function<float(double)>& loudness_db) {
  Clip c;
  for (double t = -0.5; t < seconds; t += kHopS) {
    c.loudness_db.push_back(t < 0 ? -100.f : loudness_db(t));
    c.f0_hz.push_back(f0_hz);
    c.confidence.push_back(t < 0 ? 0.f : 1.f);
  }
  return c;
}

Clip plucked(float f0_hz, float peak_db, float fall_db_per_s) {
  return clip_of(f0_hz, 3, [=](double t) {
    return t < 0.012 ? peak_db - 20 : peak_db - fall_db_per_s * static_cast<float>(t);
  });
}

TEST(LearnStruck, EachStrokeIsOneNoteWithItsTail) {
  const std::vector<Clip> clips{plucked(220, -20, 15), plucked(440, -25, 20)};
  ASSERT_TRUE(is_struck(clips, kHopS));
  const Articulations book = learn_struck(clips, kHopS);
  ASSERT_EQ(book.notes.size(), 2u);
  EXPECT_TRUE(book.struck());
  EXPECT_NEAR(book.notes[0].sustain_db, -20, 1);
  EXPECT_NEAR(book.notes[1].sustain_db, -25, 1);
  EXPECT_NEAR(book.notes[0].decay_db[20], -15, 1);  // a second after the strongest moment
  EXPECT_NEAR(book.notes[1].decay_db[20], -20, 1);
  EXPECT_LT(book.notes[0].attack_db.front(), -40);
}

TEST(LearnStruck, AHeldNoteIsNot) {
  const auto held = [](double t) { return -20 - 3 * static_cast<float>(t); };  // a tired player
  EXPECT_FALSE(is_struck({clip_of(220, 3, held), clip_of(440, 3, held)}, kHopS));
  const auto swell = [](double t) { return -40 + 10 * static_cast<float>(t); };
  EXPECT_FALSE(is_struck({clip_of(220, 3, swell)}, kHopS));
}

TEST(LearnStruck, DampingAtTheEndIsNoDecay) {
  const auto damped = [](double t) {
    return t < 2 ? -20 - 10 * static_cast<float>(t) : std::max(-100.f, -40 - 300 * static_cast<float>(t - 2));
  };
  const Articulations book = learn_struck({clip_of(220, 3, damped)}, kHopS);
  ASSERT_EQ(book.notes.size(), 1u);
  EXPECT_NEAR(static_cast<double>(book.notes[0].decay_db.size()) * kDecayHopS, 2, 0.3);
  EXPECT_NEAR(book.notes[0].decay_db.back(), -19, 3);
  EXPECT_FALSE(book.notes[0].release_db.empty());
}

TEST(LearnRange, ASetOfEveryKeyIsDense) {
  const auto held = [](double) { return -20.f; };
  std::vector<Clip> every_key, every_third;
  for (int key = 40; key < 64; ++key)
    every_key.push_back(clip_of(static_cast<float>(440 * std::exp2((key - 69) / 12.0)), 0.2, held));
  for (int key = 30; key < 102; key += 3)
    every_third.push_back(clip_of(static_cast<float>(440 * std::exp2((key - 69) / 12.0)), 0.2, held));
  EXPECT_TRUE(is_dense(every_key));
  EXPECT_FALSE(is_dense(every_third));
  EXPECT_FALSE(is_dense({every_key.begin(), every_key.begin() + 8}));
}

// A string whose partials lie at k f0 sqrt(1 + b k^2).
Clip string(float f0_hz, double b) {
  Clip c = clip_of(f0_hz, 2, [](double t) { return -20 - 10 * static_cast<float>(t); });
  c.audio.assign(static_cast<size_t>(2.5 * kRateHz), 0.f);
  for (int k = 1; k <= 24; ++k) {
    const double hz = k * f0_hz * std::sqrt(1 + b * k * k);
    for (size_t i = static_cast<size_t>(0.5 * kRateHz); i < c.audio.size() && hz < 0.45 * kRateHz; ++i)
      c.audio[i] += static_cast<float>(0.1 / k * std::exp(-1.2 * (static_cast<double>(i) / kRateHz - 0.5)) *
                                       std::sin(6.283185307 * hz * static_cast<double>(i) / kRateHz + k));
  }
  return c;
}

TEST(LearnStretch, FindsTheStiffnessOfStrings) {
  std::vector<Clip> clips;
  // doubles in an octave
  for (const float hz : {110.f, 165.f, 220.f, 330.f, 440.f}) clips.push_back(string(hz, 4e-4 * hz / 440));
  const Stretch s = learn_stretch(clips, kRateHz, kHopS);
  EXPECT_NEAR(s.at_a4, 4e-4, 0.4e-4);
  EXPECT_NEAR(s.per_octave, 1, 0.15);
}

TEST(LearnStretch, SaysNothingOfHarmonicOnes) {
  std::vector<Clip> clips;
  for (const float hz : {110.f, 165.f, 220.f, 330.f, 440.f}) clips.push_back(string(hz, 0));
  EXPECT_EQ(learn_stretch(clips, kRateHz, kHopS).at_a4, 0);
  const Graph plain = with_stretch(graph_template("struck").value(), {});
  for (const Node& n : plain.nodes) EXPECT_NE(n.processor, "inharmonicity");
  const Graph stiff = with_stretch(graph_template("struck").value(), {4e-4, 1});
  EXPECT_TRUE(std::any_of(stiff.nodes.begin(), stiff.nodes.end(), [](const Node& n) {
    return n.processor == "inharmonicity" && n.settings.at("at_a4") == 4e-4;
  }));
}

}  // namespace
}  // namespace partials
