// SPDX-License-Identifier: MIT
#include "data/phrases.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr double kFrameS = 0.02, kSilenceS = 0.25, kLongestS = 20.0, kShortestS = 0.3, kMarginS = 0.1;
constexpr float kBelowLoudDb = 45.f, kAbovePauseDb = 8.f, kMinBelowLoudDb = 24.f, kDipDb = 9.f;
constexpr double kDipReachS = 0.6;

struct Span {
  size_t first, last;  // frames [first, last)
  size_t frames() const { return last - first; }
};

// How well x repeats after `lag` samples, over n samples.
double repeats(const float* x, size_t n, size_t lag) {
  double xy = 0, xx = 1e-20, yy = 1e-20;
  for (size_t i = 0; i < n; ++i) {
    const double a = x[i], b = x[i + lag];
    xy += a * b;
    xx += a * a;
    yy += b * b;
  }
  return xy / std::sqrt(xx * yy);
}

// Whether a soft passage is a note rather than a pause. A signal that also repeats after a period of mains,
// 50 or 60 Hz, counts as hum.
bool is_note(const ClipView& clip, size_t first, size_t end) {
  constexpr double kSecond = 0.05, kNote = 0.6, kLowHz = 70, kHighHz = 1000;
  const auto lag_of = [&](double hz) { return static_cast<size_t>(std::lround(clip.rate_hz() / hz)); };
  const auto n = static_cast<size_t>(kSecond * clip.rate_hz());
  if (end > static_cast<size_t>(clip.samples()) || first + n + lag_of(50) > end || lag_of(kHighHz) < 2)
    return false;
  std::vector<float> scratch;
  const float* x = clip.at(static_cast<int64_t>(first + (end - first - n - lag_of(50)) / 2),
                           static_cast<int64_t>(n + lag_of(50)), scratch);
  double best = 0;
  for (size_t lag = lag_of(kHighHz); lag <= lag_of(kLowHz); ++lag) best = std::max(best, repeats(x, n, lag));
  return best > kNote && std::max(repeats(x, n, lag_of(50)), repeats(x, n, lag_of(60))) < best - 0.05;
}

// The upper limit of the level in the pauses of this recording.
float silence_gate_db(const ClipView& clip, const std::vector<float>& db, float loud_db) {
  const float pause = quiet_level_db(db);
  // Pauses are steady: most of the frames near their level belong to long stretches. Soft playing without
  // pauses is not steady, or it is a note.
  size_t steady = 0, run = 0, end = 0;
  for (size_t f = 0; f < db.size(); ++f) {
    run = std::abs(db[f] - pause) < 3.f ? run + 1 : 0;
    if (run > steady) {
      steady = run;
      end = f + 1;
    }
  }
  const size_t hop = std::max<size_t>(1, static_cast<size_t>(kFrameS * clip.rate_hz()));
  const bool pauses =
      static_cast<double>(steady) * kFrameS >= kSilenceS && !is_note(clip, (end - steady) * hop, end * hop);
  const float above_pause = pauses ? std::min(pause + kAbovePauseDb, loud_db - kMinBelowLoudDb) : -120.f;
  return std::max(loud_db - kBelowLoudDb, above_pause);
}

// Cuts a span that is too long at every dip of the level between two notes.
void cut_at_dips(const std::vector<float>& db, Span s, std::vector<Span>* out) {
  const auto reach = static_cast<size_t>(kDipReachS / kFrameS),
             shortest = static_cast<size_t>(kShortestS / kFrameS);
  size_t first = s.first;
  for (size_t f = s.first + shortest; s.frames() * kFrameS > kLongestS && f + shortest < s.last; ++f) {
    const size_t from = std::max(first, f - std::min(f, reach)), to = std::min(s.last, f + reach);
    const auto at = db.begin() + static_cast<int64_t>(f);
    const bool lowest = *std::min_element(db.begin() + static_cast<int64_t>(from),
                                          db.begin() + static_cast<int64_t>(to)) == *at;
    if (!lowest || f - first < shortest) continue;
    const float before = *std::max_element(db.begin() + static_cast<int64_t>(first), at),
                after = *std::max_element(at, db.begin() + static_cast<int64_t>(to));
    if (before - *at < kDipDb || after - *at < kDipDb) continue;
    out->push_back({first, f});
    first = f;
  }
  out->push_back({first, s.last});
}

// Splits spans at the quietest frame of their middle third until none is too long.
void cut_long(const std::vector<float>& db, Span s, std::vector<Span>* out) {
  if (s.frames() * kFrameS <= kLongestS) {
    out->push_back(s);
    return;
  }
  const auto from = db.begin() + static_cast<int64_t>(s.first + s.frames() / 3),
             to = db.begin() + static_cast<int64_t>(s.last - s.frames() / 3);
  const size_t cut = static_cast<size_t>(std::min_element(from, to) - db.begin());
  cut_long(db, {s.first, cut}, out);
  cut_long(db, {cut, s.last}, out);
}

}  // namespace

std::vector<float> frame_levels_db(const ClipView& clip, double frame_s) {
  const int64_t hop = std::max<int64_t>(1, static_cast<int64_t>(frame_s * clip.rate_hz()));
  const bool judged = clip.duration_s() > 0.2;  // in a shorter clip an offset cannot be detected
  std::vector<float> db;
  std::vector<float> scratch;
  const int64_t all = clip.samples(), piece = hop * (SampleStore::kBlock / hop + 1);
  const float* x = nullptr;
  for (int64_t start = 0; start < all; start += hop) {
    if (start % piece == 0) x = clip.at(start, std::min(piece, all - start), scratch) - start;
    const int64_t end = std::min(start + hop, all);
    double sum = 0.0, squares = 0.0;
    for (int64_t i = start; i < end; ++i) {
      sum += x[i];
      squares += static_cast<double>(x[i]) * x[i];
    }
    const double count = static_cast<double>(end - start), mean = sum / count;
    // A remaining offset, far below the sound, is not sound either. A mean that is part of a low tone is
    // kept.
    const double power = squares / count, without = power - mean * mean;
    db.push_back(static_cast<float>(
        10.0 * std::log10(std::max(1e-12, judged && without < 0.01 * power ? without : power))));
  }
  return db;
}

float loud_level_db(const std::vector<float>& levels_db) {
  if (levels_db.empty()) return -120.f;
  std::vector<float> sorted = levels_db;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() * 95 / 100 == sorted.size() ? sorted.size() - 1 : sorted.size() * 95 / 100];
}

float quiet_level_db(const std::vector<float>& levels_db) {
  if (levels_db.empty()) return -120.f;
  std::vector<float> sorted = levels_db;
  const size_t at = sorted.size() / 20;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<int64_t>(at), sorted.end());
  return sorted[at];
}

std::vector<Phrase> find_phrases(const ClipView& clip) {
  const std::vector<float> db = frame_levels_db(clip, kFrameS);
  const float loud = loud_level_db(db);
  if (loud <= -90.f) return {};
  const float gate = silence_gate_db(clip, db, loud);
  const auto sounding = [&](size_t f) { return db[f] > gate; };
  std::vector<Span> spans;
  const size_t gap = static_cast<size_t>(kSilenceS / kFrameS);
  for (size_t f = 0; f < db.size(); ++f) {
    if (!sounding(f)) continue;
    if (!spans.empty() && f - spans.back().last < gap)
      spans.back().last = f + 1;
    else if (!spans.empty() && spans.back().frames() * kFrameS < kShortestS)
      spans.back().last = f + 1;
    else
      spans.push_back({f, f + 1});
  }
  std::vector<Span> cut;
  for (const Span& s : spans) {
    std::vector<Span> notes;
    cut_at_dips(db, s, &notes);
    for (const Span& n : notes) cut_long(db, n, &cut);
  }
  // Some of the surrounding silence belongs to the phrase: its attack and its end.
  const auto hop = static_cast<int64_t>(kFrameS * clip.rate_hz()),
             margin = static_cast<int64_t>(kMarginS * clip.rate_hz());
  const int64_t total = clip.samples();
  std::vector<Phrase> phrases;
  int64_t end_before = 0;
  for (size_t i = 0; i < cut.size(); ++i) {
    const int64_t first = std::max(end_before, static_cast<int64_t>(cut[i].first) * hop - margin);
    int64_t last = std::min(total, static_cast<int64_t>(cut[i].last) * hop + margin);
    if (i + 1 < cut.size())
      last = std::min(last, static_cast<int64_t>(cut[i].last + cut[i + 1].first) / 2 * hop);
    if (last > first) phrases.push_back({first, last - first});
    end_before = last;
  }
  return phrases;
}

}  // namespace partials
