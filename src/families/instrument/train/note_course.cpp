// SPDX-License-Identifier: MIT
#include "families/instrument/train/note_course.h"

#include <algorithm>
#include <cmath>

#include "analysis/loudness_meter.h"

namespace partials {
namespace {

constexpr double kSilentDb = -120.0, kAudibleDb = -100.0;
constexpr double kOnsetDb = 20.0, kArrivedDb = 3.0, kReleasedDb = 20.0;
constexpr double kLevelS = 1.0;
constexpr double kWindowS = 0.02, kPeriods = 3.0;
constexpr float kDeepestDb = 50.f, kMinDeepDb = 25.f,
                kOverPausesDb = 6.f;  // of the gate below the loudest moment
constexpr double kPauseS = 0.1;       // total length of the softest part of a clip
constexpr double kSteeper = 3.0, kSteeperDbPerS = 20.0,
                 kMinFallDb = 15.0;  // of a release, relative to the held level
constexpr double kEndS = 3.0;        // last part of the sound, in which the knee is searched
constexpr double kPeakS = 0.05;      // after the attack, in which a struck note is loudest

// Sums for a line through points at whole steps.
struct Sums {
  double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0, yy = 0.0;
  void add(double at, double v) {
    n += 1.0;
    x += at;
    y += v;
    xx += at * at;
    xy += at * v;
    yy += v * v;
  }
  Sums operator-(const Sums& o) const { return {n - o.n, x - o.x, y - o.y, xx - o.xx, xy - o.xy, yy - o.yy}; }
  double slope() const {
    const double d = n * xx - x * x;
    return d > 1e-9 ? (n * xy - x * y) / d : 0.0;
  }
  double error() const {  // squared residual of the line
    const double b = slope();
    return n > 0.0 ? std::max(0.0, yy - y * y / n - b * (xy - x * y / n)) : 0.0;
  }
};

// The first and the last step of the sound: above its pauses.
std::pair<size_t, size_t> sounding(const LevelCurve& c) {
  const std::vector<float>& db = c.db;
  std::vector<float> sorted = db;
  const size_t softest = std::min(sorted.size() / 20, static_cast<size_t>(kPauseS / c.step_s));
  const auto quiet = sorted.begin() + static_cast<int64_t>(softest);
  std::nth_element(sorted.begin(), quiet, sorted.end());
  const float loudest = *std::max_element(db.begin(), db.end());
  const float gate = std::clamp(*quiet + kOverPausesDb, loudest - kDeepestDb, loudest - kMinDeepDb);
  size_t first = 0, last = db.size() - 1;
  while (db[first] < gate) ++first;
  while (db[last] < gate) --last;
  return {first, last};
}

// The step at which the fall begins, or `last`.
size_t knee(const LevelCurve& c, size_t from, size_t last) {
  const auto least = static_cast<size_t>(0.03 / c.step_s);  // of either line
  from = std::max(from, last - std::min(last, static_cast<size_t>(kEndS / c.step_s)));
  if (last < from + 2 * least) return last;
  std::vector<Sums> before(last - from + 2);
  for (size_t i = from; i <= last; ++i) {
    before[i - from + 1] = before[i - from];
    before[i - from + 1].add(static_cast<double>(i - from), c.db[i]);
  }
  const Sums& whole = before.back();
  size_t best = last;
  double smallest = whole.error();
  for (size_t i = from + least; i + least <= last; ++i) {
    const double left_over = before[i - from].error() + (whole - before[i - from]).error();
    if (left_over < smallest) {
      smallest = left_over;
      best = i;
    }
  }
  if (best == last) return last;
  const double held = before[best - from].slope() / c.step_s,
               falling = (whole - before[best - from]).slope() / c.step_s;
  const bool let_go =
      falling < kSteeper * std::min(0.0, held) - kSteeperDbPerS && c.db[best] - c.db[last] > kMinFallDb;
  return let_go ? best : last;
}

std::optional<double> time_to_fall(const LevelCurve& c, size_t from) {
  for (size_t i = from; i < c.db.size(); ++i)
    if (c.db[i] < c.db[from] - kReleasedDb) return static_cast<double>(i - from) * c.step_s;
  return std::nullopt;
}

size_t step_at(const LevelCurve& c, double time_s) {
  return static_cast<size_t>(
      std::clamp(std::round((time_s - c.first_s) / c.step_s), 0.0, static_cast<double>(c.db.size() - 1)));
}

}  // namespace

double LevelCurve::at_db(double time_s) const {
  const double at = (time_s - first_s) / step_s;
  if (!(at >= 0.0) || at + 1.0 >= static_cast<double>(db.size())) return kSilentDb;
  const auto i = static_cast<size_t>(at);
  return db[i] + (db[i + 1] - db[i]) * (at - static_cast<double>(i));
}

double LevelCurve::mean_db(double from_s, double to_s) const {
  double power = 0.0, n = 0.0;
  for (size_t i = 0; i < db.size(); ++i)
    if (time_s(i) >= from_s && time_s(i) <= to_s) {
      power += std::pow(10.0, db[i] / 10.0);
      n += 1.0;
    }
  return n > 0.0 ? std::max(kSilentDb, 10.0 * std::log10(power / n + 1e-30)) : kSilentDb;
}

LevelCurve level_curve(const std::vector<float>& clip, double rate_hz, double f0_hz) {
  LevelCurve c;
  const int hop = std::max(1, static_cast<int>(std::lround(c.step_s * rate_hz)));
  LoudnessMeter meter;
  meter.prepare(rate_hz, hop, std::max(kWindowS, f0_hz > 0.0 ? kPeriods / f0_hz : 0.0));
  c.step_s = hop / rate_hz;
  c.first_s = c.step_s - meter.latency_s();  // of the first window's middle: it reaches back before the clip
  for (size_t at = 0; at + static_cast<size_t>(hop) <= clip.size(); at += static_cast<size_t>(hop)) {
    for (size_t i = at; i < at + static_cast<size_t>(hop); ++i) meter.push(clip[i]);
    meter.finish_hop();
    c.db.push_back(meter.loudness_db());
  }
  return c;
}

std::optional<NoteCourse> note_course(const LevelCurve& c, std::optional<double> let_go_s) {
  if (c.db.empty()) return std::nullopt;
  const float loudest = *std::max_element(c.db.begin(), c.db.end());
  if (loudest < kAudibleDb) return std::nullopt;
  const auto [first, last] = sounding(c);
  size_t begins = first;
  while (c.db[begins] < loudest - kOnsetDb) ++begins;
  size_t arrived = begins;
  while (c.db[arrived] < loudest - kArrivedDb) ++arrived;
  const auto nearby = c.db.begin() +
                      static_cast<int64_t>(std::min(last, arrived + static_cast<size_t>(kPeakS / c.step_s))) +
                      1;
  const auto peak = static_cast<size_t>(
      std::max_element(c.db.begin() + static_cast<int64_t>(arrived), nearby) - c.db.begin());
  const size_t let_go = let_go_s ? std::max(begins + 1, step_at(c, *let_go_s)) : knee(c, peak, last);
  NoteCourse n;
  n.level_db = c.mean_db(c.time_s(begins), std::min(c.time_s(begins) + kLevelS, c.time_s(let_go)));
  for (arrived = begins; arrived < last && c.db[arrived] < n.level_db - kArrivedDb;) ++arrived;
  size_t onset = arrived;
  while (onset > 0 && c.db[onset] > n.level_db - kOnsetDb) --onset;
  n.onset_s = c.time_s(onset);
  n.attack_s = static_cast<double>(arrived - onset) * c.step_s;
  n.held_s = std::max(c.step_s, c.time_s(let_go) - n.onset_s);
  if (let_go_s || let_go < last) n.release_s = time_to_fall(c, let_go);
  for (size_t i = 0; i < kCourseTimesS.size(); ++i)
    if (kCourseTimesS[i] < n.held_s) n.at_db[i] = c.at_db(n.onset_s + kCourseTimesS[i]);
  return n;
}

}  // namespace partials
