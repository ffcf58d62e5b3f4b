// SPDX-License-Identifier: MIT
#include "learn/learn_strokes.h"

#include <algorithm>
#include <cmath>

#include "analysis/strike_tracker.h"
#include "base/median.h"

namespace partials {
namespace {

constexpr double kGrowS = 0.1, kSettleS = 0.1, kLookS = 1.5, kShortestS = 0.25;
constexpr float kFaintDb = 24;        // below the loudest stroke: a key let go, a hand on the strings
constexpr float kLeastFallDbPerS = 5; // a held note of a tired player falls more slowly
constexpr float kLeastShare = 0.6f;
constexpr float kFloorDb = -75;

}  // namespace

void hear_strokes(Clip* clip, double hop_s) {
  StrikeTracker tracker;
  tracker.prepare(hop_s);
  clip->age_s.clear(), clip->struck_db.clear();
  for (const float db : clip->loudness_db) {
    const Strike s = tracker.next(db);
    clip->age_s.push_back(s.age_s), clip->struck_db.push_back(s.struck_db);
  }
}

std::vector<Stroke> find_strokes(const Clip& c, double hop_s) {
  std::vector<Stroke> out;
  if (!c.frames()) return out;
  StrikeTracker tracker;
  tracker.prepare(hop_s);
  const float loudest = *std::max_element(c.loudness_db.begin(), c.loudness_db.end());
  for (int i = 0; i < c.frames(); ++i) {
    if (!tracker.next(c.loudness_db[static_cast<size_t>(i)]).begins) continue;
    if (!out.empty()) out.back().last = i;
    out.push_back({i, i, c.frames()});
  }
  for (Stroke& s : out) {
    const auto from = c.loudness_db.begin() + s.first;
    const int until = std::min(s.last, s.first + 1 + static_cast<int>(kGrowS / hop_s));
    s.peak = static_cast<int>(std::max_element(from, c.loudness_db.begin() + until) - c.loudness_db.begin());
  }
  std::erase_if(out, [&](const Stroke& s) {
    return c.loudness_db[static_cast<size_t>(s.peak)] < loudest - kFaintDb || (s.last - s.first) * hop_s < kShortestS;
  });
  return out;
}

float fall_db_per_s(const Clip& c, const Stroke& s, double hop_s) {
  const int from = s.peak + static_cast<int>(kSettleS / hop_s);
  const int until = std::min(s.last, from + static_cast<int>(kLookS / hop_s)), half = (until - from) / 2;
  std::vector<float> slopes;  // between points half the time apart: Theil (1950), with as many pairs as frames
  for (int i = from; half > 0 && i + half < until && c.loudness_db[static_cast<size_t>(i + half)] > kFloorDb; ++i)
    slopes.push_back((c.loudness_db[static_cast<size_t>(i)] - c.loudness_db[static_cast<size_t>(i + half)]) / static_cast<float>(half * hop_s));
  return slopes.empty() ? 0 : median(std::move(slopes));
}

bool is_struck(const std::vector<Clip>& clips, double hop_s) {
  int all = 0, falling = 0;
  for (const Clip& c : clips)
    for (const Stroke& s : find_strokes(c, hop_s)) {
      ++all;
      const float peak = c.loudness_db[static_cast<size_t>(s.peak)];
      const float strongest = *std::max_element(c.loudness_db.begin() + s.first, c.loudness_db.begin() + s.last);
      falling += strongest < peak + 3 && fall_db_per_s(c, s, hop_s) > kLeastFallDbPerS;
    }
  return all > 0 && static_cast<float>(falling) >= kLeastShare * static_cast<float>(all);
}

}  // namespace partials
