// SPDX-License-Identifier: MIT
#include "families/instrument/train/learn_struck.h"

#include <algorithm>
#include <cmath>

#include "base/median.h"
#include "families/instrument/train/learn_strokes.h"

namespace partials {
namespace {

constexpr double kBeforeS = 0.01, kLongestS = 15, kPitchS = 1;
constexpr float kDeepestDb = 65;  // below the strongest moment, where a recording's own noise begins
constexpr float kFloorDb = -90;
constexpr double kEndS = 0.3;  // a fall this fast at the end is damping, or an editor's fade
constexpr float kEndFallDb = 25, kEndRatio = 3;
constexpr size_t kMaxNotes = 96;

float pitch_of(const Clip& c, const Stroke& s, double hop_s) {
  std::vector<float> f0 = c.sure_f0_hz(s.peak, std::min(s.last, s.peak + static_cast<int>(kPitchS / hop_s)));
  return static_cast<double>(f0.size()) * hop_s < 0.05 ? 0 : 69 + 12 * std::log2(median(std::move(f0)) / 440);
}

// The frame at which the note becomes inaudible, or its damping begins.
int end_of(const Clip& c, const Stroke& s, double hop_s) {
  const float floor = std::max(s.struck_db - kDeepestDb, kFloorDb);
  int last = s.peak + 1;
  while (last < s.last && c.loudness_db[static_cast<size_t>(last)] > floor) ++last;
  const int end = static_cast<int>(kEndS / hop_s);
  const auto fall = [&](int from, int to) {
    return c.loudness_db[static_cast<size_t>(from)] - c.loudness_db[static_cast<size_t>(to)];
  };
  for (int i = s.peak + end; i + end < last; ++i)
    if (fall(i, i + end) > kEndFallDb && fall(i, i + end) > kEndRatio * fall(i - end, i)) return i;
  return last;
}

NoteArticulation shape_of(const Clip& c, const Stroke& s, float pitch_midi, double hop_s) {
  NoteArticulation n;
  n.pitch_midi = pitch_midi;
  n.sustain_db = s.struck_db;
  n.attack_cents = {0};
  for (int i = std::max(0, s.first - static_cast<int>(kBeforeS / hop_s)); i <= s.peak; ++i)
    n.attack_db.push_back(std::clamp(c.loudness_db[static_cast<size_t>(i)] - n.sustain_db, -60.f, 0.f));
  const int last = end_of(c, s, hop_s), step = std::max(1, static_cast<int>(kDecayHopS / hop_s + 0.5));
  const int until = std::min(last, s.peak + static_cast<int>(kLongestS / hop_s));
  for (int i = s.peak; i < until; i += step)
    n.decay_db.push_back(c.loudness_db[static_cast<size_t>(i)] - n.sustain_db);
  while (n.decay_db.size() < 2) n.decay_db.push_back(n.decay_db.empty() ? 0 : n.decay_db.back() - 1);
  for (int i = last; i < s.last && (i - last) * hop_s < 2 * kEndS; ++i)
    n.release_db.push_back(std::clamp(
        c.loudness_db[static_cast<size_t>(i)] - c.loudness_db[static_cast<size_t>(last)], -60.f, 0.f));
  if (n.release_db.empty() || *std::min_element(n.release_db.begin(), n.release_db.end()) > -kEndFallDb)
    n.release_db.clear();
  return n;
}

}  // namespace

Articulations learn_struck(const std::vector<Clip>& clips, double hop_s) {
  Articulations book;
  for (const Clip& c : clips)
    for (const Stroke& s : find_strokes(c.loudness_db, hop_s))
      if (const float midi = pitch_of(c, s, hop_s); midi > 0)
        book.notes.push_back(shape_of(c, s, midi, hop_s));
  std::sort(book.notes.begin(), book.notes.end(),
            [](auto& a, auto& b) { return a.pitch_midi < b.pitch_midi; });
  if (book.notes.size() > kMaxNotes) {  // thin out evenly over pitch
    std::vector<NoteArticulation> some;
    for (size_t i = 0; i < kMaxNotes; ++i)
      some.push_back(std::move(book.notes[i * book.notes.size() / kMaxNotes]));
    book.notes = std::move(some);
  }
  return book;
}

}  // namespace partials
