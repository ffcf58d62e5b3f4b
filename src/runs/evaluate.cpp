// SPDX-License-Identifier: MIT
#include "runs/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "data/baselines.h"
#include "data/hearing.h"
#include "data/resample.h"

namespace partials {
namespace {

using Trackable = std::optional<PitchCurve>;

Trackable tracked(const std::vector<float>& audio) {
  auto curve = independent_pitch({audio, kJudgeRateHz});
  return curve ? Trackable(std::move(curve).value()) : std::nullopt;
}

// The baselines are given the pitch of the independent tracker, or where there is none the analyser's.
MeasuredClip measured(const EvalRecording& r, const Trackable& pitch) {
  const AudioClip audio = at_rate(r.audio, kJudgeRateHz);
  const F0Curve f0 = pitch ? F0Curve{pitch->step_s, pitch->first_s, pitch->f0_hz} : hear(audio).f0_curve();
  return {r.name, audio.samples, analyse_harmonics(audio.samples, audio.rate_hz, f0)};
}

Rendering judged(const std::vector<float>& target, const Trackable& target_pitch, std::vector<float> render) {
  const std::vector<float> matched = match_loudness(target, render);
  Rendering r;
  r.judgement.log_mel_db = log_mel_distance_db(target, matched);
  r.judgement.multi_resolution_db = multi_resolution_distance_db(target, matched);
  r.judgement.loudness = loudness_error(target, render);
  if (Trackable heard = target_pitch ? tracked(render) : std::nullopt) {
    r.judgement.pitch = pitch_error(*target_pitch, *heard);
    r.pitch = std::move(*heard);
  }
  r.audio = std::move(render);
  return r;
}

// What the baselines have learned from the training recordings.
struct Rivals {
  std::vector<MeasuredClip> clips;
  std::vector<const MeasuredClip*> training;
  AverageSpectrum naive, careful;

  explicit Rivals(const std::vector<EvalRecording>& recordings) {
    clips.reserve(recordings.size());
    for (const EvalRecording& r : recordings) {
      MeasuredClip clip = measured(r, tracked(at_rate(r.audio, kJudgeRateHz).samples));
      if (clip.analysis.median_f0_hz() > 0.0) clips.push_back(std::move(clip));
    }
    for (const MeasuredClip& c : clips) training.push_back(&c);
    if (training.empty()) return;
    naive = average_spectrum(training, AverageKind::naive);
    careful = average_spectrum(training, AverageKind::careful);
  }
};

void add_sampler(const Rivals& rivals, const MeasuredClip& target, const Trackable& pitch, JudgedRecording* out) {
  std::optional<Rendering> best;
  for (const MeasuredClip* source : nearest_notes(rivals.training, target)) {
    Rendering r = judged(target.samples, pitch, render_sampler(*source, target));
    if (best && best->judgement.log_mel_db <= r.judgement.log_mel_db) continue;
    best = std::move(r);
    out->sampler_source = source->name;
  }
  if (best) out->renders[Contender::sampler] = std::move(*best);
}

void add_rivals(const Rivals& rivals, const MeasuredClip& target, const Trackable& pitch, JudgedRecording* out) {
  const auto add = [&](Contender c, std::vector<float> audio) {
    out->renders[c] = judged(target.samples, pitch, std::move(audio));
  };
  if (!rivals.training.empty()) {
    add(Contender::naive, render_average(rivals.naive, target, 1));
    add(Contender::careful, render_average(rivals.careful, target, 1));
    add_sampler(rivals, target, pitch, out);
  }
  add(Contender::floor, render_floor(target, 1));
  const std::vector<float>& floor = out->renders[Contender::floor].audio;
  out->two_noises_db = log_mel_distance_db(floor, match_loudness(floor, render_floor(target, 2)));
}

JudgedRecording judge_recording(const EvalRecording& r, const Rivals& rivals, const Player& player) {
  JudgedRecording out;
  out.name = r.name, out.sha256 = r.sha256, out.seen = r.seen, out.duration_s = r.audio.duration_s();
  out.audio = at_rate(r.audio, kJudgeRateHz).samples;
  const Trackable pitch = tracked(out.audio);
  if (pitch) out.pitch = *pitch;
  std::vector<float> played = player(r.audio);
  played.resize(out.audio.size(), 0.f);
  out.renders[Contender::model] = judged(out.audio, pitch, std::move(played));
  const MeasuredClip target = measured(r, pitch);
  out.median_f0_hz = target.analysis.median_f0_hz();
  if (out.median_f0_hz > 0.0) add_rivals(rivals, target, pitch, &out);
  return out;
}

void forget_audio(JudgedRecording* r) {
  r->audio = {};
  for (auto& [c, rendering] : r->renders) rendering.audio = {};
}

void add_remarks(bool has_training, const std::vector<EvalRecording>& targets, Evaluation* e) {
  if (e->tracker.empty())
    e->remarks.push_back("Pitch was not judged: no independent pitch tracker is installed (apt-get install praat).");
  if (!has_training)
    e->remarks.push_back("The sampler and the average spectra are missing: the recordings that the model was trained on are not at "
                         "hand; name their folder with --against.");
  for (const JudgedRecording& r : e->recordings)
    if (r.median_f0_hz <= 0.0) e->remarks.push_back("'" + r.name + "' has no steady pitch, so the baselines cannot play it.");
  const auto seen = std::count_if(targets.begin(), targets.end(), [](const EvalRecording& r) { return r.seen; });
  if (seen) e->remarks.push_back(fmt::format("{} of {} recordings were used in training: their figures say nothing about new notes.", seen, targets.size()));
}

}  // namespace

Evaluation evaluate(const std::vector<EvalRecording>& targets, const std::vector<EvalRecording>& training, const Player& player,
                    const EvalSettings& settings) {
  if (targets.empty()) throw std::runtime_error("there is no recording to judge on; name recordings the model has not been trained on.");
  Evaluation e;
  e.tracker = praat_present() ? "Praat" : sptk_present() ? "SPTK SWIPE'" : "";
  if (!training.empty()) settings.say(fmt::format("taking {} training recordings apart for the baselines", training.size()));
  const Rivals rivals(training);
  double kept_s = 0.0;
  for (size_t i = 0; i < targets.size(); ++i) {
    settings.say(fmt::format("judging {} ({} of {})", targets[i].name, i + 1, targets.size()));
    e.recordings.push_back(judge_recording(targets[i], rivals, player));
    kept_s += e.recordings.back().duration_s;
    if (i > 0 && kept_s > settings.keep_audio_s) forget_audio(&e.recordings.back());
  }
  add_remarks(!rivals.training.empty(), targets, &e);
  return e;
}

}  // namespace partials
