// SPDX-License-Identifier: MIT
#include "families/instrument/recorded_range.h"

#include <algorithm>
#include <cmath>

#include "base/units.h"

namespace partials {
namespace {

constexpr float kNearDb = 3;  // beyond the softest and the loudest recorded note

}  // namespace

TrainedKeys trained_keys(const TrainedRange& known) noexcept {
  const auto key = [](float hz) { return static_cast<float>(midi_from_hz(std::max(hz, 1.f))); };
  return {key(known.low_hz), key(known.high_hz)};
}

void RecordedRange::prepare(const TrainedRange& known, const Articulations& notes, const Manner& manner) {
  keys_ = trained_keys(known);
  manner_ = manner.struck() && !notes.notes.empty() ? &manner : nullptr;
  softest_db_ = manner_ ? 0 : known.quiet_db;
  loudest_db_ = manner_ ? 0 : known.loud_db;
  for (const NoteArticulation& n : notes.notes) {
    const float db = n.sustain_db - (manner_ ? manner.level_db(n.pitch_midi) : 0);
    softest_db_ = std::min(softest_db_, db);
    loudest_db_ = std::max(loudest_db_, db);
  }
}

PlayedLevel RecordedRange::level_of(float pitch_midi, float loudness_db) const noexcept {
  const float db = loudness_db - (manner_ ? manner_->level_db(pitch_midi) : 0);
  if (db < softest_db_ - kNearDb) return PlayedLevel::softer;
  return db > loudest_db_ + kNearDb ? PlayedLevel::louder : PlayedLevel::within;
}

void RecordedRange::note(float pitch_midi, float loudness_db) noexcept {
  if (!counts()) return;
  const PlayedLevel level = level_of(pitch_midi, loudness_db);
  if (level == PlayedLevel::within && keys_.holds(pitch_midi)) return counter_->inside();
  counter_->outside(static_cast<int>(std::lround(std::clamp(pitch_midi, 0.f, 127.f))), level);
}

}  // namespace partials
