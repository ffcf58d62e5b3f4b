// SPDX-License-Identifier: MIT
#include "families/instrument/struck_note.h"

#include <algorithm>
#include <cmath>

#include "families/instrument/articulations.h"

namespace partials {
namespace {

constexpr float kMinFallDbPerS = 3;
constexpr float kDampingDbPerS = 250;  // 40 dB in 160 ms: felt or a hand
constexpr double kLongestDampingS = 0.16, kDampedDb = 40;

}  // namespace

float read_decay(std::span<const float> db, double t) noexcept {
  const double at = std::max(0.0, t) / kDecayHopS;
  const auto i = static_cast<size_t>(at);
  if (i + 1 < db.size()) return db[i] + static_cast<float>(at - static_cast<double>(i)) * (db[i + 1] - db[i]);
  if (db.empty()) return -kMinFallDbPerS * static_cast<float>(t);
  const size_t last = db.size() - 1, fifth = std::max<size_t>(1, db.size() / 5);
  const float fall = last >= fifth ? (db[last - fifth] - db[last]) /
                                         static_cast<float>(static_cast<double>(fifth) * kDecayHopS)
                                   : 0;
  return db[last] -
         std::max(fall, kMinFallDbPerS) * static_cast<float>(t - static_cast<double>(last) * kDecayHopS);
}

void StruckNote::start(std::span<const NoteView> notes, float pitch_midi) noexcept {
  const auto above = std::partition_point(notes.begin(), notes.end(),
                                          [&](const NoteView& n) { return n.pitch_midi < pitch_midi; });
  above_ = above == notes.end() ? &notes.back() : &*above;
  below_ = above == notes.begin() ? &notes.front() : &*(above - 1);
  const float apart = above_->pitch_midi - below_->pitch_midi;
  above_share_ = apart > 0.01f ? std::clamp((pitch_midi - below_->pitch_midi) / apart, 0.f, 1.f) : 0.f;
  nearest_ = above_share_ > 0.5f ? above_ : below_;
}

float StruckNote::decay_db(double t) const noexcept {
  const float low = read_decay(below_->decay_db, t);
  return below_ == above_ ? low : low + above_share_ * (read_decay(above_->decay_db, t) - low);
}

float StruckNote::level_db(double t, float attack_scale) const noexcept {
  const auto& a = nearest_->attack_db;
  const double at = t / std::max(0.05f, attack_scale) / kNoteHopS, peak = static_cast<double>(a.size()) - 1;
  if (at >= peak) return decay_db(t - peak * kNoteHopS * attack_scale);
  const auto i = static_cast<size_t>(at);
  return a[i] + static_cast<float>(at - static_cast<double>(i)) * (a[i + 1] - a[i]);
}

float StruckNote::damping_db(double t) const noexcept {
  const auto& r = nearest_->release_db;
  if (r.size() < 2) return -kDampingDbPerS * static_cast<float>(t);
  // As recorded, but within kLongestDampingS: a longer decay is the room.
  double fallen = 0;
  while (fallen + 1 < static_cast<double>(r.size()) &&
         r[static_cast<size_t>(fallen)] > -static_cast<float>(kDampedDb))
    ++fallen;
  const double haste = std::max(1.0, fallen * kNoteHopS / kLongestDampingS), at = t * haste / kNoteHopS;
  const auto i = static_cast<size_t>(at);
  if (i + 1 >= r.size())
    return r.back() -
           kDampingDbPerS * static_cast<float>(t - static_cast<double>(r.size() - 1) * kNoteHopS / haste);
  return r[i] + static_cast<float>(at - static_cast<double>(i)) * (r[i + 1] - r[i]);
}

}  // namespace partials
