// SPDX-License-Identifier: MIT
#include "families/instrument/train/learn_strokes.h"

#include <algorithm>

#include "analysis/strike_tracker.h"
#include "base/median.h"

namespace partials {
namespace {

using Loudness = std::vector<float>;
constexpr double kGrowS = 0.1, kSettleS = 0.1, kLookS = 1.5, kShortestS = 0.25;
constexpr float kFaintDb = 24;  // below the loudest stroke: a released key, a hand on the strings
constexpr float kSwellDb = 3;
constexpr float kMinFallDbPerS = 5;  // a held note of a wind or bowed instrument falls more slowly
constexpr float kFloorDb = -75;
constexpr double kMinShare = 0.6;

float strongest(const Loudness& db, int from, int until) {
  return *std::max_element(db.begin() + from, db.begin() + until);
}

// Median fall in dB/s between points half the look apart (Theil 1950), from a little after the loudest
// moment.
float fall_db_per_s(const Loudness& db, const Stroke& s, double hop_s) {
  const int from = s.peak + static_cast<int>(kSettleS / hop_s);
  const int until = std::min(s.last, from + static_cast<int>(kLookS / hop_s)), half = (until - from) / 2;
  std::vector<float> slopes;
  for (int i = from; half > 0 && i + half < until && db[static_cast<size_t>(i + half)] > kFloorDb; ++i)
    slopes.push_back((db[static_cast<size_t>(i)] - db[static_cast<size_t>(i + half)]) /
                     static_cast<float>(half * hop_s));
  return slopes.empty() ? 0 : median(std::move(slopes));
}

}  // namespace

std::vector<Stroke> find_strokes(const Loudness& db, double hop_s) {
  std::vector<Stroke> all, out;
  const int frames = static_cast<int>(db.size());
  StrikeTracker tracker;
  tracker.prepare(hop_s);
  for (int i = 0; i < frames; ++i) {
    if (!tracker.next(db[static_cast<size_t>(i)]).begins) continue;
    if (!all.empty()) all.back().last = i;
    all.push_back({i, i, frames});
  }
  float loudest = -120;
  for (Stroke& s : all) {
    const int until = std::min(s.last, s.first + 1 + static_cast<int>(kGrowS / hop_s));
    s.peak = static_cast<int>(std::max_element(db.begin() + s.first, db.begin() + until) - db.begin());
    s.struck_db = db[static_cast<size_t>(s.peak)];
    loudest = std::max(loudest, s.struck_db);
  }
  for (const Stroke& s : all) {  // a faint stroke belongs to the note before it
    if (s.struck_db >= loudest - kFaintDb)
      out.push_back(s);
    else if (!out.empty())
      out.back().last = s.last;
  }
  for (Stroke& s : out)
    s.dies_away = strongest(db, s.first, s.last) < s.struck_db + kSwellDb &&
                  fall_db_per_s(db, s, hop_s) > kMinFallDbPerS;
  std::erase_if(out, [&](const Stroke& s) { return (s.last - s.first) * hop_s < kShortestS; });
  return out;
}

bool is_struck(const std::vector<Stroke>& strokes) {
  const auto dying =
      std::count_if(strokes.begin(), strokes.end(), [](const Stroke& s) { return s.dies_away; });
  return !strokes.empty() && static_cast<double>(dying) >= kMinShare * static_cast<double>(strokes.size());
}

bool is_struck(const std::vector<Clip>& clips, double hop_s) {
  std::vector<Stroke> all;
  for (const Clip& c : clips)
    for (const Stroke& s : find_strokes(c.loudness_db, hop_s)) all.push_back(s);
  return is_struck(all);
}

void add_stroke_features(Clip* clip, double hop_s) {
  StrikeTracker tracker;
  tracker.prepare(hop_s);
  clip->age_s.clear();
  clip->struck_db.clear();
  for (const float db : clip->loudness_db) {
    const Strike s = tracker.next(db);
    clip->age_s.push_back(s.age_s);
    clip->struck_db.push_back(s.struck_db);
  }
}

}  // namespace partials
