// SPDX-License-Identifier: MIT
#include "data/copies.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/option_name.h"

namespace partials {
namespace {

constexpr double kSamePitchSemitones = 0.35;
constexpr size_t kMaxComparisons = 3000;  // about two minutes

// A melody that was cut can have a different median pitch from the whole; a note cannot.
bool comparable(const Dataset& d, const Piece& p, const Piece& q) {
  if (p.recording != q.recording && d.recordings[p.recording].sha256 == d.recordings[q.recording].sha256)
    return true;
  const bool notes = p.single_note && q.single_note && p.midi > 0.0 && q.midi > 0.0;
  return !notes || std::abs(p.midi - q.midi) < kSamePitchSemitones;
}

// Metronome clicks before or between notes are the same in every take, and are not evidence of a copy.
bool only_clicks(const Dataset& d, const Piece& p) {
  constexpr double kMinPitchedS = 0.3;
  const double rate_hz = d.recordings[p.recording].rate_hz, first_s = static_cast<double>(p.first) / rate_hz,
               long_s = static_cast<double>(p.samples) / rate_hz;
  return p.recording < d.heard.size() && p.samples != d.recordings[p.recording].samples &&
         d.heard[p.recording].between(first_s, first_s + long_s).voiced_s() <
             std::min(kMinPitchedS, 0.25 * long_s);
}

bool held_out(const Piece& p) { return p.split != Split::train; }

struct Pair {
  size_t a, b;
};
std::vector<Pair> pairs_to_compare(const Dataset& d) {
  std::vector<Pair> across, apart;
  std::vector<bool> clicks;
  for (const Piece& p : d.pieces) clicks.push_back(only_clicks(d, p));
  for (size_t a = 0; a < d.pieces.size(); ++a)
    for (size_t b = a + 1; b < d.pieces.size(); ++b) {
      const Piece &p = d.pieces[a], &q = d.pieces[b];
      if (clicks[a] || clicks[b] || !comparable(d, p, q)) continue;
      if (held_out(p) || held_out(q)) apart.push_back({a, b});
      if (held_out(p) || held_out(q) || p.recording != q.recording) across.push_back({a, b});
    }
  if (across.size() <= kMaxComparisons) return across;
  // with this many, only pairs across the split with about the same median pitch
  if (apart.size() > kMaxComparisons)
    std::erase_if(apart, [&](const Pair& pair) {
      const Piece &p = d.pieces[pair.a], &q = d.pieces[pair.b];
      return p.split == q.split || (p.midi > 0.0 && q.midi > 0.0 && std::abs(p.midi - q.midi) > 1.0);
    });
  return apart;
}

}  // namespace

std::vector<AlikePair> find_alike(const Dataset& d) {
  std::vector<AlikePair> found;
  const std::vector<Pair> pairs = pairs_to_compare(d);
  std::set<size_t> needed;
  for (const auto& [a, b] : pairs) {
    needed.insert(a);
    needed.insert(b);
  }
  std::map<size_t, std::vector<float>> audio;
  PieceReader read(d);
  for (const size_t piece : needed) audio[piece] = for_likeness(read.view(piece));
  for (const auto& [a, b] : pairs) {
    const Piece &p = d.pieces[a], &q = d.pieces[b];
    const bool same_file =
        p.recording != q.recording && d.recordings[p.recording].sha256 == d.recordings[q.recording].sha256;
    const Alike how = same_file && p.first == q.first ? Alike::surely : verdict(likeness(audio[a], audio[b]));
    if (how != Alike::no) found.push_back({a, b, how, same_file});
  }
  return found;
}

void refuse_copies(const Dataset& d, const std::vector<AlikePair>& pairs) {
  std::set<std::pair<size_t, size_t>> named;
  std::string list, first;
  for (const AlikePair& pair : pairs) {
    const Piece &p = d.pieces[pair.a], &q = d.pieces[pair.b];
    if (pair.how != Alike::surely || p.recording == q.recording ||
        !named.insert({p.recording, q.recording}).second)
      continue;
    const std::string two = "'" + name_of(d, p) + "' and '" + name_of(d, q) + "'";
    if (first.empty())
      first = two + (pair.same_file ? " are the same file twice" : " contain the same sound");
    else if (named.size() <= 4)
      list += (list.empty() ? "" : ", ") + two;
  }
  if (named.empty()) return;
  if (named.size() > 4) list += " and " + std::to_string(named.size() - 4) + " more";
  throw DataRefused(first + (list.empty() ? "" : ", and so do " + list) +
                    "; remove one of the two, otherwise an evaluation would use training data "
                    "(" +
                    option("allow-copies") + " keeps them on one side of the split).");
}

std::vector<size_t> kin_of(size_t piece, const std::vector<AlikePair>& pairs) {
  std::set<size_t> kin{piece};
  for (size_t before = 0; before != kin.size();) {
    before = kin.size();
    for (const AlikePair& p : pairs)
      if (kin.count(p.a) || kin.count(p.b)) {
        kin.insert(p.a);
        kin.insert(p.b);
      }
  }
  return {kin.begin(), kin.end()};
}

}  // namespace partials
