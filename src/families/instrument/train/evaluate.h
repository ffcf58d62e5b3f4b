// SPDX-License-Identifier: MIT
// Evaluates a player of recordings (a model, or anything that turns a recording into another sound) on unseen
// recordings, against four baselines that are given the recording's own pitch and loudness
// (families/instrument/train/baselines.h). All measures are taken at 44.1 kHz by judge/mel.h; timbre
// loudness-matched frame by frame, loudness unmatched, pitch by judge/reference_pitch.h. A recording that is
// one held note is also played from MIDI (families/instrument/train/played_note.h), with only key, velocity
// and length as input.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "families/instrument/train/played_note.h"
#include "judge/judge.h"
#include "learn/ranks.h"

namespace partials {

enum class Contender { model, from_midi, sampler, careful, naive, floor };
inline constexpr std::array kContenders{Contender::model,   Contender::from_midi, Contender::sampler,
                                        Contender::careful, Contender::naive,     Contender::floor};
const char* id_of(Contender c);           // "model", "sampler", ...: keys of the JSON
const char* name_of(Contender c);         // for people
const char* explanation_of(Contender c);  // one plain sentence
// The input is the recording's pitch and loudness over time, without its spectrum.
inline bool competes(Contender c) { return c != Contender::from_midi && c != Contender::floor; }

// A recording to evaluate, or one that the baselines may learn from.
struct EvalRecording {
  std::string name, sha256;
  AudioClip audio;
  bool seen = false;                // was used in training: evaluated only on request, and marked
  std::string samples_sha256 = {};  // of the whole recording's samples, whatever file they were in
};

struct Rendering {
  std::vector<float> audio;  // at kJudgeRateHz as it was played; empty if it was not kept
  PitchCurve pitch;          // of the model, and from MIDI: the others use the recording's
  Judgement judgement;
  std::optional<NoteCourse> course;  // of the model, and from MIDI, if the recording is one held note
};

// The key press that plays the note.
struct PressedKey {
  int key = 0, velocity = 0;
  double speaks_s = 0.0;  // from the key press to the onset
};

struct JudgedRecording {
  std::string name, sha256, samples_sha256;
  bool seen = false;
  double duration_s = 0.0, median_f0_hz = 0.0;
  std::vector<float> audio;  // at kJudgeRateHz; empty if it was not kept
  PitchCurve pitch;
  std::map<Contender, Rendering> renders;
  std::optional<NoteCourse> course;   // empty if it is not one held note
  std::optional<PressedKey> pressed;  // empty if it was not played from MIDI
  std::string sampler_source;         // the training note that the sampler played
  std::optional<double>
      two_noises_db;  // distance of two realisations of the floor, which differ only in noise
};

// The median difference between the courses of notes, over those with both figures.
struct CourseError {
  int notes = 0;
  std::optional<double> level_db, attack_s, release_s;            // absolute
  std::array<std::optional<double>, kCourseTimesS.size()> at_db;  // likewise
};

struct Evaluation {
  std::vector<JudgedRecording> recordings;
  std::vector<std::string> remarks;  // which measurements are missing, and why

  bool has(Contender c) const;
  // Means over the recordings with this contender, empty if there are none. Pitch is compared for the model
  // and from MIDI only, because the others use the recording's pitch; a recording without a comparison of
  // pitch is not included in the means of pitch.
  std::optional<Judgement> mean(Contender c) const;
  // The ratio of two contenders' log-mel distances, both averaged over the recordings with both.
  std::optional<double> ratio(Contender of, Contender to) const;
  std::optional<double> ratio_to(Contender c) const { return ratio(Contender::model, c); }
  int above_sampler()
      const;  // number of recordings with a larger distance for the model than for the sampler
  CourseError course_error(Contender c) const;  // of the model, or from MIDI
};

// `target` at any rate; returns the rendering, mono at kJudgeRateHz. Called from several threads at once.
using PlayTarget = std::function<std::vector<float>(const AudioClip& target)>;

struct EvalSettings {
  double keep_audio_s = 180.0;  // total audio kept for listening
  KeyPlayer keys = nullptr;     // plays from MIDI; null: not used
  int threads = 2;              // evaluated in parallel; the figures do not depend on it
  Ranks* ranks = nullptr;       // divide the recordings; rank 0 alone has the result
  std::function<void(const std::string&)> say = [](const std::string&) {};
};

// `training`: the recordings for the averages and the sampler; if it is empty they are left out, with a
// remark. Throws std::runtime_error.
Evaluation evaluate(const std::vector<EvalRecording>& targets, const std::vector<EvalRecording>& training,
                    const PlayTarget& player, const EvalSettings& settings = {});

}  // namespace partials
