// SPDX-License-Identifier: MIT
#include "data/phrases.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr double kFrameS = 0.02, kSilenceS = 0.25, kLongestS = 20.0, kShortestS = 0.3, kMarginS = 0.1;
constexpr float kBelowLoudDb = 45.f;

struct Span {
  size_t first, last;  // frames [first, last)
  size_t frames() const { return last - first; }
};

// Halves spans at the quietest frame of their middle third until none is too long.
void cut_long(const std::vector<float>& db, Span s, std::vector<Span>* out) {
  if (s.frames() * kFrameS <= kLongestS) {
    out->push_back(s);
    return;
  }
  const auto from = db.begin() + static_cast<int64_t>(s.first + s.frames() / 3), to = db.begin() + static_cast<int64_t>(s.last - s.frames() / 3);
  const size_t cut = static_cast<size_t>(std::min_element(from, to) - db.begin());
  cut_long(db, {s.first, cut}, out);
  cut_long(db, {cut, s.last}, out);
}

}  // namespace

std::vector<float> frame_levels_db(const AudioClip& clip, double frame_s) {
  const size_t hop = std::max<size_t>(1, static_cast<size_t>(frame_s * clip.rate_hz));
  std::vector<float> db;
  for (size_t start = 0; start < clip.samples.size(); start += hop) {
    const size_t end = std::min(start + hop, clip.samples.size());
    double sum = 0.0;
    for (size_t i = start; i < end; ++i) sum += static_cast<double>(clip.samples[i]) * clip.samples[i];
    db.push_back(static_cast<float>(10.0 * std::log10(std::max(1e-12, sum / static_cast<double>(end - start)))));
  }
  return db;
}

float loud_level_db(const std::vector<float>& levels_db) {
  if (levels_db.empty()) return -120.f;
  std::vector<float> sorted = levels_db;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() * 95 / 100 == sorted.size() ? sorted.size() - 1 : sorted.size() * 95 / 100];
}

std::vector<Phrase> find_phrases(const AudioClip& clip) {
  const std::vector<float> db = frame_levels_db(clip, kFrameS);
  const float loud = loud_level_db(db);
  if (loud <= -90.f) return {};
  const auto sounding = [&](size_t f) { return db[f] > loud - kBelowLoudDb; };
  std::vector<Span> spans;
  const size_t gap = static_cast<size_t>(kSilenceS / kFrameS);
  for (size_t f = 0; f < db.size(); ++f) {
    if (!sounding(f)) continue;
    if (!spans.empty() && f - spans.back().last < gap) spans.back().last = f + 1;
    else if (!spans.empty() && spans.back().frames() * kFrameS < kShortestS) spans.back().last = f + 1;
    else spans.push_back({f, f + 1});
  }
  std::vector<Span> cut;
  for (const Span& s : spans) cut_long(db, s, &cut);
  // A little of the silence around belongs to the phrase: its attack and its end.
  const auto hop = static_cast<int64_t>(kFrameS * clip.rate_hz), margin = static_cast<int64_t>(kMarginS * clip.rate_hz);
  const auto total = static_cast<int64_t>(clip.samples.size());
  std::vector<Phrase> phrases;
  int64_t end_before = 0;
  for (size_t i = 0; i < cut.size(); ++i) {
    const int64_t first = std::max(end_before, static_cast<int64_t>(cut[i].first) * hop - margin);
    int64_t last = std::min(total, static_cast<int64_t>(cut[i].last) * hop + margin);
    if (i + 1 < cut.size()) last = std::min(last, static_cast<int64_t>(cut[i].last + cut[i + 1].first) / 2 * hop);
    if (last > first) phrases.push_back({first, last - first});
    end_before = last;
  }
  return phrases;
}

}  // namespace partials
