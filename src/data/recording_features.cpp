// SPDX-License-Identifier: MIT
#include "data/recording_features.h"

#include <algorithm>
#include <cmath>

#include "base/median.h"
#include "base/units.h"

namespace partials {

namespace {

constexpr double kNearSemitones = 1.0, kNearlyAll = 0.9, kMaxPower = 0.8, kSomeRows = 0.2;

struct PitchedRow {
  float f0_hz;
  double midi, power;
};

std::vector<PitchedRow> pitched_rows(const RecordingFeatures& h) {
  std::vector<PitchedRow> rows;
  for (size_t i = 0; i < h.f0_hz.size(); ++i)
    if (h.f0_hz[i] > 0.f)
      rows.push_back({h.f0_hz[i], midi_from_hz(h.f0_hz[i]),
                      i < h.loudness_db.size() ? std::pow(10.0, 0.1 * h.loudness_db[i]) : 0.0});
  return rows;
}

template <class Test>
double median_where(const std::vector<PitchedRow>& rows, Test test) {
  std::vector<float> v;
  for (const PitchedRow& r : rows)
    if (test(r)) v.push_back(r.f0_hz);
  return v.empty() ? 0.0 : midi_from_hz(median(std::move(v)));
}

// Two or three times the frequency, or a half or a third of it: pitches that a note may be mistaken for as
// its partials decay one by one.
bool may_be_mistaken(double semitones) {
  for (const double interval : {0.0, 12.0, 19.02})
    if (std::abs(std::abs(semitones) - interval) < kNearSemitones) return true;
  return false;
}

// The pitch of one note from its loud part: most of the power is at it, and nearly all rows are at it or at a
// pitch it may be mistaken for. 0 otherwise: several notes, or no known power.
double loud_midi(std::vector<PitchedRow> rows) {
  double whole = 0.0, below = 0.0, near = 0.0, explained = 0.0;
  for (const PitchedRow& r : rows) whole += r.power;
  std::sort(rows.begin(), rows.end(),
            [](const PitchedRow& a, const PitchedRow& b) { return a.midi < b.midi; });
  const auto middle = std::find_if(rows.begin(), rows.end(),
                                   [&](const PitchedRow& r) { return (below += r.power) >= 0.5 * whole; });
  if (whole <= 0.0 || middle == rows.end()) return 0.0;
  const double loud = middle->midi, all = static_cast<double>(rows.size());
  double lasts = 0.0;  // duration: a thud or a hard attack is loud, but short
  for (const PitchedRow& r : rows) {
    if (std::abs(r.midi - loud) < kNearSemitones) {
      near += r.power;
      ++lasts;
    }
    explained += may_be_mistaken(r.midi - loud);
  }
  if (near < kMaxPower * whole || explained < kNearlyAll * all || lasts < kSomeRows * all) return 0.0;
  return median_where(rows, [&](const PitchedRow& r) { return std::abs(r.midi - loud) < kNearSemitones; });
}

}  // namespace

double RecordingFeatures::median_midi() const {
  const std::vector<PitchedRow> rows = pitched_rows(*this);
  const double middle = median_where(rows, [](const PitchedRow&) { return true; }), loud = loud_midi(rows);
  return loud > 0.0 && std::abs(middle - loud) > kNearSemitones ? loud : middle;
}

bool RecordingFeatures::is_single_note() const {
  const std::vector<PitchedRow> rows = pitched_rows(*this);
  const double note = median_midi();
  const auto near = std::count_if(rows.begin(), rows.end(), [&](const PitchedRow& r) {
    return std::abs(r.midi - note) < kNearSemitones;
  });
  return !rows.empty() && (static_cast<double>(near) >= kNearlyAll * static_cast<double>(rows.size()) ||
                           loud_midi(rows) > 0.0);
}

RecordingFeatures RecordingFeatures::between(double from_s, double to_s) const {
  const auto part = [&](const std::vector<float>& rows) {
    const auto row = [&](double s) {
      return std::clamp<int64_t>(std::lround(s / step_s), 0, static_cast<int64_t>(rows.size()));
    };
    return std::vector<float>(rows.begin() + row(from_s), rows.begin() + std::max(row(from_s), row(to_s)));
  };
  return {step_s, part(f0_hz), part(loudness_db), part(outside_hz)};
}

double RecordingFeatures::voiced_s() const {
  return step_s *
         static_cast<double>(std::count_if(f0_hz.begin(), f0_hz.end(), [](float f) { return f > 0.f; }));
}

}  // namespace partials
