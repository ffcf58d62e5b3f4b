// SPDX-License-Identifier: MIT
#include "families/instrument/record_next.h"

#include <algorithm>
#include <array>

#include "base/note_name.h"
#include "families/instrument/recorded_range.h"

namespace partials {
namespace {

// Keys are left out of what is to be recorded if they were played this rarely beside the most played one of
// their direction.
constexpr double kStray = 0.03;

using Row = std::array<uint32_t, kPlayedLevels>;

uint64_t sum(const Row& r) { return uint64_t{r[0]} + r[1] + r[2]; }

void add(PlayedBeyond& side, int key, uint64_t count) {
  if (count == 0) return;
  side.count += count;
  side.keys.push_back({key, count});
}

void sort_by_count(PlayedBeyond& side) {
  std::stable_sort(side.keys.begin(), side.keys.end(),
                   [](const PlayedKey& a, const PlayedKey& b) { return a.count > b.count; });
}

bool stray(const PlayedKey& k, const PlayedBeyond& side) {
  return static_cast<double>(k.count) < kStray * static_cast<double>(side.keys.front().count);
}

// From the lowest to the highest key that is no stray; keys are in order of their counts.
RecordSpan span_of(const PlayedBeyond& side, PlayedLevel level) {
  RecordSpan span{127, 0, level, side.count};
  for (const PlayedKey& k : side.keys)
    if (!stray(k, side)) {
      span.low = std::min(span.low, k.key);
      span.high = std::max(span.high, k.key);
    }
  return span;
}

// How most of the notes of these keys were played.
PlayedLevel most(const NoteTally& tally, const PlayedBeyond& side) {
  std::array<uint64_t, kPlayedLevels> sums{};
  for (const PlayedKey& k : side.keys)
    for (size_t level = 0; level < kPlayedLevels; ++level)
      sums[level] += tally.outside[static_cast<size_t>(k.key)][level];
  for (const PlayedLevel level : {PlayedLevel::softer, PlayedLevel::louder})
    if (2 * sums[static_cast<size_t>(level)] > side.count) return level;
  return PlayedLevel::within;
}

}  // namespace

RecordNext record_next(const NoteTally& tally, const TrainedRange& known) {
  RecordNext next;
  next.notes = tally.notes;
  const TrainedKeys trained = trained_keys(known);
  for (int key = 0; key < 128; ++key) {
    const Row& n = tally.outside[static_cast<size_t>(key)];
    const auto pitch = static_cast<float>(key);
    next.outside += sum(n);
    // a level within the recorded ones means that the pitch was outside
    const bool beyond = !trained.holds(pitch) || n[1] > 0;
    if (beyond) {
      add(pitch < (trained.low + trained.high) / 2 ? next.below : next.above, key, sum(n));
      continue;
    }
    add(next.softer, key, n[0]);
    add(next.louder, key, n[2]);
  }
  for (PlayedBeyond* side : {&next.below, &next.above, &next.softer, &next.louder}) sort_by_count(*side);
  // without gaps up to the trained range: the notes between are as unknown to the model
  if (next.below.count) {
    RecordSpan span = span_of(next.below, most(tally, next.below));
    while (span.high < 127 && !trained.holds(static_cast<float>(span.high + 1))) ++span.high;
    next.record.push_back(span);
  }
  if (next.above.count) {
    RecordSpan span = span_of(next.above, most(tally, next.above));
    while (span.low > 0 && !trained.holds(static_cast<float>(span.low - 1))) --span.low;
    next.record.push_back(span);
  }
  if (next.softer.count) next.record.push_back(span_of(next.softer, PlayedLevel::softer));
  if (next.louder.count) next.record.push_back(span_of(next.louder, PlayedLevel::louder));
  std::stable_sort(next.record.begin(), next.record.end(),
                   [](const RecordSpan& a, const RecordSpan& b) { return a.count > b.count; });
  return next;
}

std::string text_of(const RecordSpan& s) {
  std::string text = note_name(s.low);
  if (s.high > s.low) text += " to " + note_name(s.high);
  if (s.level == PlayedLevel::softer) text += ", soft";
  if (s.level == PlayedLevel::louder) text += ", loud";
  return text;
}

}  // namespace partials
