// SPDX-License-Identifier: MIT
// Judges a player of recordings (a model, or anything that turns a recording into another sound) on recordings it has never
// heard, against four baselines that are given the recording's own pitch and loudness (data/baselines.h). Everything is judged
// at 44.1 kHz by data/mel.h; timbre loudness-matched frame by frame, loudness unmatched, pitch by data/reference_pitch.h.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/judge.h"

namespace partials {

enum class Contender { model, sampler, careful, naive, floor };
inline constexpr std::array kContenders{Contender::model, Contender::sampler, Contender::careful, Contender::naive, Contender::floor};
const char* id_of(Contender c);           // "model", "sampler", ...: keys of the JSON
const char* name_of(Contender c);         // for people
const char* explanation_of(Contender c);  // one plain sentence

// A recording to be judged on, or one the baselines may learn from.
struct EvalRecording {
  std::string name, sha256;
  AudioClip audio;
  bool seen = false;  // was used in training: judged only on request, and marked
};

struct Rendering {
  std::vector<float> audio;  // at kJudgeRateHz as it was played; empty where it was not kept
  PitchCurve pitch;          // of the model alone: the others are given the recording's
  Judgement judgement;
};

struct JudgedRecording {
  std::string name, sha256;
  bool seen = false;
  double duration_s = 0.0, median_f0_hz = 0.0;
  std::vector<float> audio;  // at kJudgeRateHz; empty where it was not kept
  PitchCurve pitch;
  std::map<Contender, Rendering> renders;
  std::string sampler_source;            // the training note that the sampler played
  std::optional<double> two_noises_db;   // two realisations of the floor, which differ in noise alone
};

struct Evaluation {
  std::vector<JudgedRecording> recordings;
  std::vector<std::string> remarks;  // what was not measured, and why

  bool has(Contender c) const;
  // Means over the recordings that have this contender, nothing where there is none. Pitch is judged of the model alone: the
  // others are given the recording's.
  std::optional<Judgement> mean(Contender c) const;
  // Model's log-mel distance over the contender's, both meaned over the recordings that have it.
  std::optional<double> ratio_to(Contender c) const;
  int above_sampler() const;  // recordings on which the model is farther away than the sampler
};

// `target` at any rate; returns what is to be judged, mono at kJudgeRateHz. Called from several threads at once.
using Player = std::function<std::vector<float>(const AudioClip& target)>;

struct EvalSettings {
  double keep_audio_s = 180.0;  // recordings' audio kept for listening, in all
  int threads = 2;              // judged side by side; the figures do not depend on it
  std::function<void(const std::string&)> say = [](const std::string&) {};
};

// `training`: what the averages and the sampler learn from; where it is empty they are left out and a remark says so.
// Throws std::runtime_error.
Evaluation evaluate(const std::vector<EvalRecording>& targets, const std::vector<EvalRecording>& training, const Player& player,
                    const EvalSettings& settings = {});

}  // namespace partials
