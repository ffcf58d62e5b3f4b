// SPDX-License-Identifier: MIT
#include "data/reverberation.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr double kHeldS = 0.3, kLongestS = 4.0;
constexpr float kHeldDb = 3.f;   // tolerance on the level of a held note over kHeldS
constexpr float kLoudDb = 15.f;  // below the loudest notes; softer ends are left out
constexpr float kAboveFloorDb = 6.f, kRiseDb = 8.f;
constexpr float kFirstDb = 5.f, kFromDb = 15.f, kToDb = 25.f;
constexpr double kCorner = 3.0;  // how much steeper the end is than the part before it
// minimum duration of the second ten decibels, as a share of the first ten's
constexpr double kStraight = 0.45;

float level_at(std::vector<float> v, double share) {
  const auto at = v.begin() + static_cast<int64_t>(share * static_cast<double>(v.size() - 1));
  std::nth_element(v.begin(), at, v.end());
  return *at;
}

// Means of a few rows, to suppress the beating of partials in a tail.
std::vector<float> smoothed(const std::vector<float>& db) {
  constexpr size_t kReach = 3;
  std::vector<float> out = db;
  for (size_t i = kReach; i + kReach < db.size(); ++i) {
    float sum = 0;
    for (size_t j = i - kReach; j <= i + kReach; ++j) sum += db[j];
    out[i] = sum / (2 * kReach + 1);
  }
  return out;
}

// The first row after `from` that is `below` dB under the note, or none if the level rises before.
size_t falls_to(const std::vector<float>& db, size_t from, size_t until, float target_db) {
  float lowest = db[from];
  for (size_t i = from; i < until; ++i) {
    lowest = std::min(lowest, db[i]);
    if (db[i] > lowest + kRiseDb) return until;
    if (db[i] <= target_db) return i;
  }
  return until;
}

// Whether all rows are within kHeldDb of the last one.
bool holds(const std::vector<float>& db, size_t first, size_t last) {
  return std::all_of(db.begin() + static_cast<int64_t>(first), db.begin() + static_cast<int64_t>(last),
                     [&](float d) { return std::abs(d - db[last]) <= kHeldDb; });
}

// How fast the level fell up to `row`, in dB/s: the larger of a short and a long stretch, because one of them
// alone may be level between two beats of the partials.
double fell_before(const std::vector<float>& db, size_t row, double step_s) {
  double most = 0.0;
  const auto end = row - std::min(row, static_cast<size_t>(0.1 / step_s));
  for (const double stretch_s : {kHeldS, 3.0 * kHeldS})
    if (const auto rows = static_cast<size_t>(stretch_s / step_s); rows <= end)
      most = std::max(most, static_cast<double>(db[end - rows] - db[end]) / stretch_s);
  return most;
}

}  // namespace

std::vector<double> decay_times_s(const RecordingFeatures& heard) {
  std::vector<double> found;
  const auto held = static_cast<size_t>(kHeldS / heard.step_s),
             longest = static_cast<size_t>(kLongestS / heard.step_s);
  if (heard.loudness_db.size() < 4 * held) return found;
  const std::vector<float> db = smoothed(heard.loudness_db);
  const float loud_db = level_at(db, 0.95), floor_db = level_at(db, 0.05);
  for (size_t end = held; end + 2 < db.size(); ++end) {
    const float note_db = db[end];
    if (note_db < loud_db - kLoudDb || note_db - kToDb < floor_db + kAboveFloorDb ||
        !holds(db, end - held, end))
      continue;
    const size_t until = std::min(db.size(), end + longest);
    const size_t first = falls_to(db, end, until, note_db - kFirstDb),
                 from = falls_to(db, end, until, note_db - kFromDb),
                 to = falls_to(db, end, until, note_db - kToDb);
    if (to >= until) continue;
    const double fall = 10.0 / (static_cast<double>(to - from) * heard.step_s + 1e-9);  // dB a second
    const bool straight = static_cast<double>(to - from) >= kStraight * static_cast<double>(from - first);
    if (straight && fall > kCorner * fell_before(db, first, heard.step_s)) found.push_back(60.0 / fall);
    end = to;
  }
  return found;
}

}  // namespace partials
