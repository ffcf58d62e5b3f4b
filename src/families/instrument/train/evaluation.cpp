// SPDX-License-Identifier: MIT
// Names of the contenders, and means and ratios over the evaluated recordings.
#include <algorithm>
#include <cmath>

#include "base/median.h"
#include "families/instrument/train/evaluate.h"

namespace partials {

const char* id_of(Contender c) {
  switch (c) {
    case Contender::model:
      return "model";
    case Contender::from_midi:
      return "from_midi";
    case Contender::sampler:
      return "sampler";
    case Contender::careful:
      return "average_careful";
    case Contender::naive:
      return "average_naive";
    case Contender::floor:
      return "floor";
  }
  return "";
}

const char* name_of(Contender c) {
  switch (c) {
    case Contender::model:
      return "model";
    case Contender::from_midi:
      return "model from MIDI";
    case Contender::sampler:
      return "nearest-note sampler";
    case Contender::careful:
      return "average spectrum, careful";
    case Contender::naive:
      return "average spectrum, naive";
    case Contender::floor:
      return "per-note floor";
  }
  return "";
}

const char* explanation_of(Contender c) {
  switch (c) {
    case Contender::model:
      return "The trained model, playing the recording's pitch and loudness. It was not trained on this "
             "recording.";
    case Contender::from_midi:
      return "The trained model, played as a note of MIDI: the nearest key, at the velocity whose first "
             "second is as loud as the "
             "recording's, held as long. The course of the note comes from the model. Only recordings of one "
             "held note are played this way.";
    case Contender::sampler:
      return "The better of the two training notes nearest in pitch: transposed, looped to length, its "
             "loudness made to follow the recording.";
    case Contender::careful:
      return "One fixed spectrum for all notes: each partial averaged only over the notes that have it, "
             "noise by its geometric mean.";
    case Contender::naive:
      return "One fixed spectrum for all notes: the plain mean power of partials and noise.";
    case Contender::floor:
      return "The recording analysed into partials and noise and resynthesised. It has the exact spectrum; "
             "the remaining distance is the limit of this kind of synthesis.";
  }
  return "";
}

bool Evaluation::has(Contender c) const {
  return std::any_of(recordings.begin(), recordings.end(),
                     [&](const JudgedRecording& r) { return r.renders.count(c) > 0; });
}

namespace {

void add(const PitchError& p, PitchError* sum) {
  sum->median_cents += p.median_cents;
  sum->p95_cents += p.p95_cents;
  sum->lost_share += p.lost_share;
  sum->compared_s += p.compared_s;
  sum->over_20_cents_share += p.over_20_cents_share;
  sum->over_50_cents_share += p.over_50_cents_share;
}

void divide(double n, PitchError* p) {
  p->median_cents /= n;
  p->p95_cents /= n;
  p->lost_share /= n;
  p->over_20_cents_share /= n;
  p->over_50_cents_share /= n;
}

}  // namespace

std::optional<Judgement> Evaluation::mean(Contender c) const {
  Judgement sum;
  PitchError pitch;
  double n = 0.0, pitched = 0.0;
  for (const JudgedRecording& r : recordings) {
    const auto found = r.renders.find(c);
    if (found == r.renders.end()) continue;
    const Judgement& j = found->second.judgement;
    sum.log_mel_db += j.log_mel_db;
    sum.multi_resolution_db += j.multi_resolution_db;
    sum.loudness.median_abs_db += j.loudness.median_abs_db;
    sum.loudness.median_db += j.loudness.median_db;
    sum.loudness.p95_abs_db += j.loudness.p95_abs_db;
    if (j.pitch && j.pitch->compared_s > 0.0) {
      add(*j.pitch, &pitch);
      pitched += 1.0;
    }
    n += 1.0;
  }
  if (n == 0.0) return std::nullopt;
  sum.log_mel_db /= n;
  sum.multi_resolution_db /= n;
  sum.loudness.median_abs_db /= n;
  sum.loudness.median_db /= n;
  sum.loudness.p95_abs_db /= n;
  if (pitched > 0.0) {
    divide(pitched, &pitch);
    sum.pitch = pitch;
  }
  return sum;
}

std::optional<double> Evaluation::ratio(Contender of, Contender to) const {
  double own = 0.0, other = 0.0;
  for (const JudgedRecording& r : recordings) {
    const auto a = r.renders.find(of), b = r.renders.find(to);
    if (a == r.renders.end() || b == r.renders.end()) continue;
    own += a->second.judgement.log_mel_db;
    other += b->second.judgement.log_mel_db;
  }
  return other > 0.0 ? std::optional(own / other) : std::nullopt;
}

int Evaluation::above_sampler() const {
  return static_cast<int>(std::count_if(recordings.begin(), recordings.end(), [](const JudgedRecording& r) {
    const auto a = r.renders.find(Contender::model), b = r.renders.find(Contender::sampler);
    return a != r.renders.end() && b != r.renders.end() &&
           a->second.judgement.log_mel_db > b->second.judgement.log_mel_db;
  }));
}

namespace {

std::optional<double> middle(std::vector<double> x) {
  return x.empty() ? std::nullopt : std::optional(median(std::move(x)));
}

}  // namespace

CourseError Evaluation::course_error(Contender c) const {
  CourseError e;
  std::vector<double> level, attack, release;
  std::array<std::vector<double>, kCourseTimesS.size()> at;
  for (const JudgedRecording& r : recordings) {
    const auto found = r.renders.find(c);
    if (!r.course || found == r.renders.end() || !found->second.course) continue;
    const NoteCourse &asked = *r.course, &is = *found->second.course;
    ++e.notes;
    level.push_back(std::abs(is.level_db - asked.level_db));
    attack.push_back(std::abs(is.attack_s - asked.attack_s));
    if (is.release_s && asked.release_s) release.push_back(std::abs(*is.release_s - *asked.release_s));
    for (size_t i = 0; i < at.size(); ++i)
      if (is.at_db[i] && asked.at_db[i]) at[i].push_back(std::abs(*is.at_db[i] - *asked.at_db[i]));
  }
  e.level_db = middle(level);
  e.attack_s = middle(attack);
  e.release_s = middle(release);
  for (size_t i = 0; i < at.size(); ++i) e.at_db[i] = middle(at[i]);
  return e;
}

}  // namespace partials
