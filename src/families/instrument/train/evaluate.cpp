// SPDX-License-Identifier: MIT
#include "families/instrument/train/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <stdexcept>

#include "base/listed.h"
#include "base/option_name.h"
#include "data/dataset.h"
#include "families/instrument/train/baselines.h"
#include "families/instrument/train/eval_bytes.h"
#include "families/instrument/train/measured_once.h"
#include "soundfile/resample.h"

namespace partials {
namespace {

MeasuredClip measured(const std::string& name, const std::vector<float>& audio, const PitchCurve& pitch) {
  return {name, audio, harmonics_once(audio, kJudgeRateHz, {pitch.step_s, pitch.first_s, pitch.f0_hz})};
}

Rendering judged(const std::vector<float>& target, std::vector<float> render) {
  const std::vector<float> matched = match_loudness(target, render);
  Rendering r;
  r.judgement.log_mel_db = log_mel_distance_db(target, matched);
  r.judgement.multi_resolution_db = multi_resolution_distance_db(target, matched);
  r.judgement.loudness = loudness_error(target, render);
  r.audio = std::move(render);
  return r;
}

// Runs f(0) .. f(n - 1) on a few threads; rethrows the first exception.
template <class F>
void for_each_index(size_t n, int threads, F&& f) {
  std::atomic<size_t> next{0};
  std::vector<std::future<void>> workers;
  for (int t = 0; t < std::max(1, threads); ++t)
    workers.push_back(std::async(std::launch::async, [&] {
      for (size_t i = next++; i < n; i = next++) f(i);
    }));
  for (auto& w : workers) w.wait();
  for (auto& w : workers) w.get();
}

// make(0) .. make(n - 1), on a few threads, and divided among ranks if there are any. Without For::all only
// rank 0 has them.
template <class T>
std::vector<T> made(size_t n, const EvalSettings& s, For whom, T (*from)(const std::string&),
                    const std::function<T(size_t)>& make) {
  std::vector<T> all(n);
  if (!s.ranks) {
    for_each_index(n, s.threads, [&](size_t i) { all[i] = make(i); });
    return all;
  }
  const auto rank = static_cast<size_t>(s.ranks->rank()), ranks = static_cast<size_t>(s.ranks->size());
  std::vector<std::string> bytes(n);
  std::vector<std::exception_ptr> failed(n);
  for_each_index((n + ranks - 1 - rank) / ranks, s.threads, [&](size_t k) {
    const size_t i = rank + k * ranks;
    try {
      bytes[i] = bytes_of(make(i));
    } catch (...) {
      failed[i] = std::current_exception();
    }
  });
  const auto work = [&](size_t i) {
    if (failed[i]) std::rethrow_exception(failed[i]);
    return std::move(bytes[i]);
  };
  const std::vector<std::string> got = shared_out(*s.ranks, n, work, whom);
  if (whom == For::all || s.ranks->leads()) std::transform(got.begin(), got.end(), all.begin(), from);
  return all;
}

// What the baselines have learned from the training recordings.
struct Baselines {
  std::vector<MeasuredClip> clips;
  std::vector<const MeasuredClip*> training;
  AverageSpectrum naive, careful;

  Baselines(const std::vector<EvalRecording>& recordings, const EvalSettings& settings) {
    clips = made<MeasuredClip>(recordings.size(), settings, For::all, measured_from, [&](size_t i) {
      const AudioClip audio = at_rate(recordings[i].audio, kJudgeRateHz);
      return measured(recordings[i].name, audio.samples, pitch_once(audio));
    });
    for (const MeasuredClip& c : clips)
      if (c.analysis.median_f0_hz() > 0.0) training.push_back(&c);
    if (training.empty()) return;
    naive = average_spectrum(training, AverageKind::naive);
    careful = average_spectrum(training, AverageKind::careful);
  }
};

void add_sampler(const Baselines& rivals, const MeasuredClip& target, JudgedRecording* out) {
  std::optional<Rendering> best;
  for (const MeasuredClip* source : nearest_notes(rivals.training, target)) {
    Rendering r = judged(target.samples, render_sampler(*source, target));
    if (best && best->judgement.log_mel_db <= r.judgement.log_mel_db) continue;
    best = std::move(r);
    out->sampler_source = source->name;
  }
  if (best) out->renders[Contender::sampler] = std::move(*best);
}

void add_rivals(const Baselines& rivals, const MeasuredClip& target, JudgedRecording* out) {
  const auto add = [&](Contender c, std::vector<float> audio) {
    out->renders[c] = judged(target.samples, std::move(audio));
  };
  if (!rivals.training.empty()) {
    add(Contender::naive, render_average(rivals.naive, target, 1));
    add(Contender::careful, render_average(rivals.careful, target, 1));
    add_sampler(rivals, target, out);
  }
  add(Contender::floor, render_floor(target, 1));
  const std::vector<float>& floor = out->renders[Contender::floor].audio;
  out->two_noises_db = log_mel_distance_db(floor, match_loudness(floor, render_floor(target, 2)));
}

// The model's rendering with the measures that apply to the model only.
Rendering judged_alone(const JudgedRecording& r, std::vector<float> played) {
  played.resize(r.audio.size(), 0.f);
  Rendering own = judged(r.audio, std::move(played));
  own.pitch = pitch_once({own.audio, kJudgeRateHz});
  own.judgement.pitch = pitch_error(r.pitch, own.pitch);
  return own;
}

void add_from_midi(const KeyPlayer& keys, JudgedRecording* r) {
  const auto asked = asked_note(r->audio, r->pitch);
  if (!asked) return;
  r->course = asked->course;
  Rendering& own = r->renders.at(Contender::model);
  own.course = note_course(level_curve(own.audio, kJudgeRateHz, asked->f0_hz), asked->course.let_go_s());
  auto note = play_note(*asked, r->audio.size(), keys);
  if (!note) return;
  r->pressed = PressedKey{asked->key, note->velocity, note->speaks_s};
  Rendering played = judged_alone(*r, std::move(note->audio));
  played.course = note->course;
  r->renders[Contender::from_midi] = std::move(played);
}

JudgedRecording judge_recording(const EvalRecording& r, const Baselines& rivals, const PlayTarget& player,
                                const KeyPlayer& keys) {
  JudgedRecording out;
  out.name = r.name;
  out.sha256 = r.sha256;
  out.samples_sha256 = r.samples_sha256;
  out.seen = r.seen;
  out.duration_s = r.audio.duration_s();
  out.audio = at_rate(r.audio, kJudgeRateHz).samples;
  out.pitch = pitch_once({out.audio, kJudgeRateHz});
  out.renders[Contender::model] = judged_alone(out, player(r.audio));
  if (keys) add_from_midi(keys, &out);
  const MeasuredClip target = measured(r.name, out.audio, out.pitch);
  out.median_f0_hz = target.analysis.median_f0_hz();
  if (out.median_f0_hz > 0.0) add_rivals(rivals, target, &out);
  return out;
}

void forget_audio(JudgedRecording* r) {
  r->audio = {};
  for (auto& [c, rendering] : r->renders) rendering.audio = {};
}

void add_midi_remark(Evaluation* e) {
  std::vector<std::string> not_played;
  for (const JudgedRecording& r : e->recordings)
    if (!r.pressed) not_played.push_back("'" + r.name + "'");
  if (!not_played.empty())
    e->remarks.push_back(
        fmt::format("{} {} not played from MIDI, because {} not a single held note that fills the recording.",
                    listed(not_played), not_played.size() == 1 ? "was" : "were",
                    not_played.size() == 1 ? "it is" : "they are"));
}

void add_remarks(bool has_training, bool from_midi, const std::vector<EvalRecording>& targets,
                 Evaluation* e) {
  if (!has_training)
    e->remarks.push_back(
        "The sampler and the average spectra are missing, because the training recordings were not found; "
        "name their folder with " +
        option("against") + ".");
  for (const JudgedRecording& r : e->recordings)
    if (r.median_f0_hz <= 0.0)
      e->remarks.push_back("'" + r.name + "' has no steady pitch, so the baselines cannot play it.");
  if (from_midi) add_midi_remark(e);
  const auto seen =
      std::count_if(targets.begin(), targets.end(), [](const EvalRecording& r) { return r.seen; });
  if (seen)
    e->remarks.push_back(
        fmt::format("{} of {} recordings were used in training: their figures do not apply to new notes.",
                    seen, targets.size()));
}

}  // namespace

Evaluation evaluate(const std::vector<EvalRecording>& targets, const std::vector<EvalRecording>& training,
                    const PlayTarget& player, const EvalSettings& settings) {
  if (targets.empty())
    throw DataRefused(
        "there is no recording to evaluate; name recordings that the model was not trained on.");
  Evaluation e;
  if (!training.empty())
    settings.say(fmt::format("analysing {} training recordings for the baselines", training.size()));
  const Baselines rivals(training, settings);
  std::mutex saying;
  size_t done = 0;
  e.recordings = made<JudgedRecording>(targets.size(), settings, For::first, judged_from, [&](size_t i) {
    JudgedRecording r = judge_recording(targets[i], rivals, player, settings.keys);
    const std::scoped_lock lock(saying);
    done = std::min(targets.size(), done + static_cast<size_t>(size_of(settings.ranks)));
    settings.say(fmt::format("evaluated {} ({} of {})", targets[i].name, done, targets.size()));
    return r;
  });
  if (rank_of(settings.ranks) != 0) return e;
  double kept_s = 0.0;
  for (size_t i = 0; i < targets.size(); ++i)
    if ((kept_s += e.recordings[i].duration_s) > settings.keep_audio_s && i > 0)
      forget_audio(&e.recordings[i]);
  add_remarks(!rivals.training.empty(), settings.keys != nullptr, targets, &e);
  return e;
}

}  // namespace partials
