// SPDX-License-Identifier: MIT
// The articulations of a model as they are played: views of its contours, each with the rise of its attack.
// It owns nothing: families/instrument/played_notes.h makes one of articulations.h, apps/board one of
// constants.
#pragma once
#include <span>

namespace partials {

// The rise of a recorded attack: from the last moment 30 dB below its final level, to 6 dB below it.
struct Rise {
  double from_s = 0, to_s = 0;
  float reached_db = 0;  // relative to the held note
};

// One note of families/instrument/articulations.h, which says what the values are.
struct NoteView {
  float pitch_midi = 69, sustain_db = -20;
  std::span<const float> attack_db, attack_cents;
  float drift_db_per_s = 0, wander_db = 0, wander_s = 0.1f, wander_cents = 0, wander_cents_s = 0.1f;
  float vibrato_hz = 0, vibrato_cents = 0, vibrato_db = 0, vibrato_onset_s = 0;
  std::span<const float> decay_db, release_db;
  Rise rise;
};

struct NoteBook {
  std::span<const NoteView> notes;  // sorted by pitch; may be empty
  float legato_s = 0.06f;
  bool struck() const noexcept { return !notes.empty() && !notes.front().decay_db.empty(); }
};

}  // namespace partials
