// SPDX-License-Identifier: MIT
#include "families/instrument/train/check.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "base/units.h"
#include "data/defects.h"
#include "data/reverberation.h"
#include "families/instrument/train/findings.h"

namespace partials {
namespace {

constexpr float kSilenceBelowLoudDb = 50.f, kStrongBelowLoudDb = 25.f;
constexpr float kMiddleHz =
    500.f;  // within the pitch range: separates frequencies below it from those above it

double percentile(std::vector<float> v, double share) {
  if (v.empty()) return 0.0;
  const size_t i = std::min(v.size() - 1, static_cast<size_t>(share * static_cast<double>(v.size())));
  std::nth_element(v.begin(), v.begin() + static_cast<int64_t>(i), v.end());
  return v[i];
}

// The pitched rows of all recordings.
struct Rows {
  std::vector<float> midi, loudness_db;
  std::complex<double> tuning;  // sum of unit vectors, one turn a semitone, weighted by time
};

// The rows that count as sound, the time with a repetition outside the pitch range, and the pitched share of
// the loud rows.
RecordingFeatures sounding_rows(const RecordingFeatures& heard, RecordingFacts* r) {
  RecordingFeatures h{heard.step_s, {}, {}, {}};
  const double loudest = percentile(heard.loudness_db, 0.98);
  std::vector<float> outside;
  for (size_t i = 0; i < heard.f0_hz.size(); ++i) {
    if (heard.loudness_db[i] < loudest - kSilenceBelowLoudDb) {
      r->silent_s += heard.step_s;
      continue;
    }
    h.f0_hz.push_back(heard.f0_hz[i]);
    h.loudness_db.push_back(heard.loudness_db[i]);
    const float hz = i < heard.outside_hz.size() ? heard.outside_hz[i] : 0.f;
    if (heard.loudness_db[i] >= loudest - kStrongBelowLoudDb) {
      r->strong_s += heard.step_s;
      // a pitch too low or too high is not percussion
      if (heard.f0_hz[i] > 0.f || hz > 0.f) r->strong_voiced_s += heard.step_s;
    }
    if (hz <= 0.f) continue;
    outside.push_back(hz);
    (hz < kMiddleHz ? r->below_s : r->above_s) += heard.step_s;
  }
  r->outside_hz = percentile(outside, 0.5);
  return h;
}

RecordingFacts facts_of(const Dataset& data, size_t index, const ClipView& clip,
                        const RecordingFeatures& heard, Rows* all) {
  RecordingFacts r;
  r.name = data.recordings[index].path.substr(data.recordings[index].path.rfind('/') + 1);
  r.duration_s = clip.duration_s();
  r.peak = clip.peak();
  std::vector<float> midi, loud;
  const RecordingFeatures sounding = sounding_rows(heard, &r);
  for (size_t i = 0; i < sounding.f0_hz.size(); ++i) {
    if (sounding.f0_hz[i] <= 0.f) continue;
    midi.push_back(static_cast<float>(midi_from_hz(sounding.f0_hz[i])));
    loud.push_back(sounding.loudness_db[i]);
    all->tuning += std::polar(1.0, 2.0 * std::numbers::pi * midi.back());
  }
  r.voiced_s = static_cast<double>(midi.size()) * heard.step_s;
  r.low_midi = percentile(midi, 0.02);
  r.high_midi = percentile(midi, 0.98);
  r.median_midi = sounding.median_midi();
  r.loud_db = percentile(loud, 0.95);
  r.quiet_db = percentile(loud, 0.10);
  r.clipped_share = clipped_share(clip);
  const Hum hum = find_hum(clip);
  r.hum_hz = hum.mains_hz;
  r.hum_db = hum.level_db;
  r.polyphonic_share = polyphonic_share(clip, heard);
  r.bandwidth_hz = bandwidth_hz(clip);
  r.decays_s = decay_times_s(heard);
  r.partials = partial_steps(clip, heard);
  r.strokes = find_strokes(heard.loudness_db, heard.step_s);
  all->midi.insert(all->midi.end(), midi.begin(), midi.end());
  all->loudness_db.insert(all->loudness_db.end(), loud.begin(), loud.end());
  return r;
}

void fill_coverage(const Rows& rows, double step_s, Coverage* c) {
  c->top_db =
      std::ceil(percentile(rows.loudness_db, 0.999) / Coverage::kLevelStepDb) * Coverage::kLevelStepDb;
  for (size_t i = 0; i < rows.midi.size(); ++i) {
    const int note = std::clamp(static_cast<int>(std::lround(rows.midi[i])), 0, Coverage::kNotes - 1);
    const int level = std::clamp(static_cast<int>((c->top_db - rows.loudness_db[i]) / Coverage::kLevelStepDb),
                                 0, Coverage::kLevels - 1);
    c->seconds[static_cast<size_t>(note) * Coverage::kLevels + level] += step_s;
  }
}

}  // namespace

CheckReport check(const Dataset& data) {
  CheckReport report;
  Rows rows;
  double step_s = 0.01;
  for (size_t i = 0; i < data.recordings.size(); ++i) {
    const RecordingReader read(data.recordings[i]);
    const RecordingFeatures& heard = data.heard.at(i);
    step_s = heard.step_s;
    report.recordings.push_back(facts_of(data, i, read.view(), heard, &rows));
    const RecordingFacts& r = report.recordings.back();
    report.total_s += r.duration_s;
    report.voiced_s += r.voiced_s;
    report.silent_s += r.silent_s;
  }
  report.low_midi = percentile(rows.midi, 0.005);
  report.high_midi = percentile(rows.midi, 0.995);
  report.loud_db = percentile(rows.loudness_db, 0.95);
  report.quiet_db = percentile(rows.loudness_db, 0.10);
  std::vector<Stroke> strokes;
  for (const RecordingFacts& r : report.recordings)
    strokes.insert(strokes.end(), r.strokes.begin(), r.strokes.end());
  report.struck = is_struck(strokes);
  if (report.struck) {  // a tail does not count as a soft note
    std::vector<float> struck_db;
    for (const Stroke& s : strokes) struck_db.push_back(s.struck_db);
    report.loud_db = percentile(struck_db, 0.95);
    report.quiet_db = percentile(struck_db, 0.05);
  }
  report.tuning_cents = std::arg(rows.tuning) / (2.0 * std::numbers::pi) * 100.0;
  fill_coverage(rows, step_s, &report.coverage);
  add_findings(data, &report);
  report.usable = std::none_of(report.findings.begin(), report.findings.end(),
                               [](const Finding& f) { return f.severity == Severity::refusal; });
  return report;
}

}  // namespace partials
