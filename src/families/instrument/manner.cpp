// SPDX-License-Identifier: MIT
#include "families/instrument/manner.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/median.h"

namespace partials {
namespace {

constexpr double kKernelSemitones = 5;              // standard deviation of the kernel over the keyboard
constexpr float kRiseFromDb = -30, kRiseToDb = -6;  // relative to the level that the attack reaches
constexpr float kReleasedDb = -20;
constexpr float kPlainAttackS = 0.012f, kPlainReleaseS = 0.05f;  // if nothing was learned
// median deviation from the mean level that shows that soft and loud notes were recorded
constexpr float kDynamicDb = 6;
constexpr float kStruckDbPerS =
    -4;  // a held note may fall a little; a note that falls faster is struck or plucked

struct Point {
  float pitch_midi, value;
};

// The value at a pitch: a mean weighted by distance in pitch; values further than `usual` from it count less
// and less.
float smoothed(const std::vector<Point>& points, float pitch_midi, float usual) {
  double mean = 0;
  for (int pass = 0; pass < 6; ++pass) {
    double sum = 0, weight = 0;
    for (const Point& p : points) {
      const double far = (static_cast<double>(p.pitch_midi) - pitch_midi) / kKernelSemitones;
      const double odd = pass ? (p.value - mean) / usual : 0;
      const double w = (std::exp(-0.5 * far * far) + 1e-6) / (1 + odd * odd);
      sum += w * p.value;
      weight += w;
    }
    mean = sum / weight;
  }
  return static_cast<float>(mean);
}

template <class Curve>
void draw(Curve& curve, const std::vector<Point>& points, float usual, float otherwise) {
  for (size_t key = 0; key < curve.size(); ++key)
    curve[key] = points.empty() ? otherwise : smoothed(points, static_cast<float>(key), usual);
}

// Times are smoothed by their logarithms: an octave of time is as much at 10 ms as at 100 ms.
template <class Curve>
void draw_times(Curve& curve, std::vector<Point> points, float otherwise) {
  for (Point& p : points) p.value = std::log2(std::max(1e-3f, p.value));
  draw(curve, points, 1.f, std::log2(otherwise));
  for (float& x : curve) x = std::exp2(x);
}

// Seconds from the key's release to 20 dB less; extrapolated if the recording ends earlier. 0: nothing was
// learned.
float time_to_fall(const std::vector<float>& release_db) {
  for (size_t i = 0; i < release_db.size(); ++i)
    if (release_db[i] <= kReleasedDb) return static_cast<float>(static_cast<double>(i) * kNoteHopS);
  if (release_db.empty() || release_db.back() > 0.5f * kReleasedDb) return 0;
  return static_cast<float>(static_cast<double>(release_db.size()) * kNoteHopS) * kReleasedDb /
         release_db.back();
}

}  // namespace

Rise rise_of(const NoteArticulation& n) {
  Rise r;
  const std::vector<float>& c = n.attack_db;
  if (c.empty()) return r;
  r.reached_db = std::clamp(
      median(std::vector<float>(c.begin() + static_cast<int64_t>(2 * c.size() / 3), c.end())), -12.f, 12.f);
  size_t to = 0;
  while (to + 1 < c.size() && c[to] < r.reached_db + kRiseToDb) ++to;
  size_t from = to;
  while (from > 0 && c[from] > r.reached_db + kRiseFromDb) --from;
  const float before = to > 0 ? c[to - 1] : c[0], rest = c[to] - before;
  const float part = rest > 0 ? std::clamp((r.reached_db + kRiseToDb - before) / rest, 0.f, 1.f) : 1.f;
  r.to_s = to > 0 ? (static_cast<double>(to) - 1 + static_cast<double>(part)) * kNoteHopS : 0;
  r.from_s = std::min(r.to_s, static_cast<double>(from) * kNoteHopS);
  return r;
}

void Manner::prepare(const Articulations& book, const TrainedRange& known) {
  std::vector<Point> levels, attacks, releases;
  std::vector<float> drifts;
  for (const NoteArticulation& n : book.notes) {
    const Rise r = rise_of(n);
    levels.push_back({n.pitch_midi, n.sustain_db});
    drifts.push_back(n.drift_db_per_s);
    if (r.to_s > 0)
      attacks.push_back(
          {n.pitch_midi, static_cast<float>(r.to_s - r.from_s)});  // otherwise it began before its recording
    if (const float fall = time_to_fall(n.release_db); fall > 0) releases.push_back({n.pitch_midi, fall});
  }
  draw(level_db_, levels, 3.f, known.median_db);
  draw_times(attack_s_, attacks, kPlainAttackS);
  draw_times(release_s_, releases, kPlainReleaseS);
  struck_ = book.struck() || median(drifts) < kStruckDbPerS;
  std::vector<float> off;
  for (const Point& p : levels) off.push_back(std::fabs(p.value - at(level_db_, p.pitch_midi)));
  one_dynamic_ = std::clamp(1 - median(off) / kDynamicDb, 0.f, 1.f);
}

}  // namespace partials
