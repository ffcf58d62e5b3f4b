// SPDX-License-Identifier: MIT
// Judges a player of recordings (a model, or anything that turns a recording into another sound) on
// recordings it has never heard, against four baselines that are given the recording's own pitch and loudness
// (families/instrument/train/baselines.h). Everything is judged at 44.1 kHz by judge/mel.h; timbre
// loudness-matched frame by frame, loudness unmatched, pitch by judge/reference_pitch.h. A recording that is
// one held note is also played from MIDI (families/instrument/train/played_note.h), which is given key,
// velocity and length alone.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "families/instrument/train/played_note.h"
#include "judge/judge.h"

namespace partials {

enum class Contender { model, from_midi, sampler, careful, naive, floor };
inline constexpr std::array kContenders{Contender::model,   Contender::from_midi, Contender::sampler,
                                        Contender::careful, Contender::naive,     Contender::floor};
const char* id_of(Contender c);           // "model", "sampler", ...: keys of the JSON
const char* name_of(Contender c);         // for people
const char* explanation_of(Contender c);  // one plain sentence
// Given the recording's pitch and loudness from moment to moment, and no knowledge of its spectrum.
inline bool competes(Contender c) { return c != Contender::from_midi && c != Contender::floor; }

// A recording to be judged on, or one the baselines may learn from.
struct EvalRecording {
  std::string name, sha256;
  AudioClip audio;
  bool seen = false;  // was used in training: judged only on request, and marked
};

struct Rendering {
  std::vector<float> audio;  // at kJudgeRateHz as it was played; empty where it was not kept
  PitchCurve pitch;          // of the model, and from MIDI: the others are given the recording's
  Judgement judgement;
  std::optional<NoteCourse> course;  // of the model, and from MIDI, where the recording is one held note
};

// What the keyboard was asked for.
struct PressedKey {
  int key = 0, velocity = 0;
  double speaks_s = 0.0;  // from the key until the onset
};

struct JudgedRecording {
  std::string name, sha256;
  bool seen = false;
  double duration_s = 0.0, median_f0_hz = 0.0;
  std::vector<float> audio;  // at kJudgeRateHz; empty where it was not kept
  PitchCurve pitch;
  std::map<Contender, Rendering> renders;
  std::optional<NoteCourse> course;     // nothing where it is not one held note
  std::optional<PressedKey> pressed;    // nothing where it was not played from MIDI
  std::string sampler_source;           // the training note that the sampler played
  std::optional<double> two_noises_db;  // two realisations of the floor, which differ in noise alone
};

// How far the courses of notes are apart in the median, over those that have both figures.
struct CourseError {
  int notes = 0;
  std::optional<double> level_db, attack_s, release_s;            // absolute
  std::array<std::optional<double>, kCourseTimesS.size()> at_db;  // likewise
};

struct Evaluation {
  std::vector<JudgedRecording> recordings;
  std::vector<std::string> remarks;  // what was not measured, and why

  bool has(Contender c) const;
  // Means over the recordings that have this contender, nothing where there is none. Pitch is judged of the
  // model and from MIDI: the others are given the recording's; a recording of which no pitch was compared is
  // in no mean of pitches.
  std::optional<Judgement> mean(Contender c) const;
  // One contender's log-mel distance over another's, both meaned over the recordings that have both.
  std::optional<double> ratio(Contender of, Contender to) const;
  std::optional<double> ratio_to(Contender c) const { return ratio(Contender::model, c); }
  int above_sampler() const;  // recordings on which the model is farther away than the sampler
  CourseError course_error(Contender c) const;  // of the model, or from MIDI
};

// `target` at any rate; returns what is to be judged, mono at kJudgeRateHz. Called from several threads at
// once.
using PlayTarget = std::function<std::vector<float>(const AudioClip& target)>;

struct EvalSettings {
  double keep_audio_s = 180.0;  // recordings' audio kept for listening, in all
  KeyPlayer keys = nullptr;     // plays from MIDI; null: nothing is
  int threads = 2;              // judged side by side; the figures do not depend on it
  std::function<void(const std::string&)> say = [](const std::string&) {};
};

// `training`: what the averages and the sampler learn from; where it is empty they are left out and a remark
// says so. Throws std::runtime_error.
Evaluation evaluate(const std::vector<EvalRecording>& targets, const std::vector<EvalRecording>& training,
                    const PlayTarget& player, const EvalSettings& settings = {});

}  // namespace partials
