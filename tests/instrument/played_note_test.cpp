// SPDX-License-Identifier: MIT
// Guards against: a model that is evaluated only by timbre transfer and never played from keys; a phrase that
// is treated as one note; figures for a pitch that was not compared.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "families/instrument/train/judge_model.h"
#include "families/instrument/train/key_player.h"
#include "judge/mel.h"
#include "judge/reference_pitch.h"
#include "support/sounds.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr double kLeadS = 0.2, kHeldS = 1.0;

// Silence, one note with 20 ms fades, silence.
std::vector<float> recording(double hz, double amplitude) {
  std::vector<float> x(static_cast<size_t>(1.8 * kJudgeRateHz), 0.f);
  return sounds::add(x, sounds::note(hz, kHeldS, kJudgeRateHz, amplitude, 4),
                     static_cast<size_t>(kLeadS * kJudgeRateHz));
}

// A keyboard whose level is 40 dB over velocities, and which speaks 0.05 s late.
std::vector<float> keyboard(int key, int velocity, double held_s) {
  std::vector<float> x(static_cast<size_t>((held_s + 0.5) * kJudgeRateHz), 0.f);
  const double amplitude = 0.2 * std::pow(10.0, (40.0 * velocity / 127.0 - 30.0) / 20.0);
  return sounds::add(x,
                     sounds::note(440.0 * std::exp2((key - 69) / 12.0), held_s, kJudgeRateHz, amplitude, 4),
                     static_cast<size_t>(0.05 * kJudgeRateHz));
}

std::optional<AskedNote> asked(const std::vector<float>& x) {
  return asked_note(x, reference_pitch({x, kJudgeRateHz}));
}

TEST(PlayedNote, HasKeyVelocityAndLengthOfTheRecording) {
  for (const double db : {-12.0, 0.0, 6.0}) {
    const auto x = recording(262.0, 0.2 * std::pow(10.0, db / 20.0));
    const auto a = asked(x);
    ASSERT_TRUE(a);
    EXPECT_EQ(a->key, 60);
    EXPECT_NEAR(a->course.held_s, kHeldS, 0.06);
    const auto p = play_note(*a, x.size(), keyboard);
    ASSERT_TRUE(p);
    EXPECT_NEAR(p->velocity, 127.0 * (30.0 + db) / 40.0, 1.0) << db;
    EXPECT_NEAR(p->course.level_db, a->course.level_db, 0.3);
    EXPECT_NEAR(p->speaks_s, 0.05, 0.015);
    ASSERT_EQ(p->audio.size(), x.size());
    EXPECT_NEAR(p->course.onset_s, a->course.onset_s, 1e-6);
    const auto again = note_course(level_curve(p->audio, kJudgeRateHz, 262.0));
    ASSERT_TRUE(again);
    EXPECT_NEAR(again->onset_s, a->course.onset_s, 0.01) << "it was not moved to the recording's onset";
  }
}

TEST(PlayedNote, WhatIsOutOfReachIsPlayedAsNearAsItGoes) {
  const auto a = asked(recording(262.0, 0.9)), b = asked(recording(262.0, 0.003));
  ASSERT_TRUE(a && b);
  EXPECT_EQ(play_note(*a, 1000, keyboard)->velocity, 127);
  EXPECT_EQ(play_note(*b, 1000, keyboard)->velocity, 1);
}

TEST(PlayedNote, PhrasesAndHissAreNotOneNote) {
  std::vector<float> two = recording(262.0, 0.2), later = recording(330.0, 0.2);
  two.insert(two.end(), later.begin(), later.end());
  EXPECT_FALSE(asked(two));
  std::vector<float> again = recording(262.0, 0.2), once_more = again;
  again.insert(again.end(), once_more.begin(), once_more.end());
  EXPECT_FALSE(asked(again)) << "the same key twice is two notes";
  EXPECT_FALSE(asked(sounds::noise(1.0, kJudgeRateHz, 0.1, 3)));
  EXPECT_FALSE(asked({}));
}

TEST(PlayedNote, ASilentPlayerPlaysNothing) {
  const auto a = asked(recording(262.0, 0.2));
  ASSERT_TRUE(a);
  EXPECT_FALSE(play_note(*a, 1000, [](int, int, double) { return std::vector<float>(1000, 0.f); }));
}

TEST(KeyPlayer, HoldsAKeyAndEndsWithItsSound) {
  const Model model = test::tiny_model();
  const KeyPlayer player = key_player(model);
  const auto soft = player(69, 40, 0.6), hard = player(69, 120, 0.6), higher = player(81, 120, 0.6);
  const auto level = [](const std::vector<float>& x) {
    return level_curve(x, kJudgeRateHz, 440.0).mean_db(0.2, 0.6);
  };
  EXPECT_GT(level(hard), level(soft) + 10.0);
  EXPECT_EQ(player(69, 40, 0.6), soft) << "it does not play the same twice";
  EXPECT_NEAR(asked(hard)->f0_hz, 440.0, 8.0);
  EXPECT_NEAR(asked(higher)->f0_hz, 880.0, 16.0);
  EXPECT_GT(static_cast<double>(hard.size()), 0.6 * kJudgeRateHz);
  EXPECT_LT(static_cast<double>(hard.size()), 6.0 * kJudgeRateHz);
}

EvalRecording named(const std::string& name, std::vector<float> x) {
  return {name, name, {std::move(x), kJudgeRateHz}, false};
}

TEST(FromMidi, StandsBesideTheResynthesisInFiguresAndJson) {
  std::vector<float> phrase = recording(262.0, 0.2), later = recording(330.0, 0.2);
  phrase.insert(phrase.end(), later.begin(), later.end());
  EvalSettings settings;
  settings.keys = keyboard;
  const PlayTarget echo = [](const AudioClip& target) { return target.samples; };
  const Evaluation e = evaluate({named("note", recording(277.0, 0.15)), named("phrase", phrase)},
                                {named("low", recording(220.0, 0.2))}, echo, settings);
  const JudgedRecording& note = e.recordings[0];
  ASSERT_TRUE(note.pressed && note.course);
  EXPECT_EQ(note.pressed->key, 61);
  EXPECT_GT(note.renders.at(Contender::from_midi).judgement.log_mel_db, 0.5);
  EXPECT_NEAR(note.renders.at(Contender::model).course->attack_s, note.course->attack_s, 0.005);
  EXPECT_FALSE(e.recordings[1].pressed);
  EXPECT_EQ(e.course_error(Contender::from_midi).notes, 1);
  EXPECT_LT(e.course_error(Contender::from_midi).level_db.value(), 0.5);
  const nlohmann::json j = json_of(e);
  EXPECT_EQ(j["recordings"][0]["midi"]["key"], 61);
  EXPECT_TRUE(j["recordings"][0]["from_midi"]["course"]["attack_s"].is_number());
  EXPECT_TRUE(j["recordings"][0]["course"]["level_at_db"][2].is_null()) << "it lasts one second";
  EXPECT_TRUE(j["ratio"]["from_midi_to_sampler"].is_number());
  EXPECT_FALSE(j["recordings"][1].contains("from_midi"));
  EXPECT_NE(j["remarks"].dump().find("'phrase' was not played from MIDI"), std::string::npos)
      << j["remarks"].dump();
}

TEST(FromMidi, TheResynthesisIsJudgedAsWithoutIt) {
  EvalSettings settings;
  const PlayTarget half = [](const AudioClip& target) {
    std::vector<float> x = target.samples;
    for (float& v : x) v *= 0.5f;
    return x;
  };
  const std::vector<EvalRecording> notes{named("note", recording(277.0, 0.15))},
      taught{named("low", recording(220.0, 0.2))};
  const auto without = json_of(evaluate(notes, taught, half, settings));
  settings.keys = keyboard;
  auto with = json_of(evaluate(notes, taught, half, settings));
  with["recordings"][0]["model"].erase("course");
  for (const char* key : {"model", "sampler", "average_careful", "average_naive", "floor"})
    EXPECT_EQ(with["recordings"][0][key], without["recordings"][0][key]) << key;
}

TEST(Evaluate, APitchThatWasNotComparedIsNullAndInNoMean) {
  const PlayTarget forgets = [](const AudioClip& target) {  // silent for the first recording alone
    return target.samples.size() < 60000 ? std::vector<float>() : target.samples;
  };
  const Evaluation e = evaluate({named("lost", sounds::note(262.0, 1.0, kJudgeRateHz, 0.2, 4)),
                                 named("kept", sounds::note(277.0, 2.0, kJudgeRateHz, 0.2, 4))},
                                {}, forgets);
  const nlohmann::json j = json_of(e);
  const auto& pitch = j["recordings"][0]["model"]["pitch"];
  EXPECT_TRUE(pitch["median_cents"].is_null() && pitch["p95_cents"].is_null() &&
              pitch["over_50_cents_share"].is_null())
      << pitch.dump();
  EXPECT_EQ(pitch["lost_share"], 1.0);
  EXPECT_EQ(pitch["compared_s"], 0.0);
  EXPECT_EQ(j["mean"]["model"]["pitch"]["lost_share"], j["recordings"][1]["model"]["pitch"]["lost_share"])
      << "the recording without a pitch is in the mean";
}

}  // namespace
}  // namespace partials
