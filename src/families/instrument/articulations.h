// SPDX-License-Identifier: MIT
// How the recorded player starts, holds and ends notes: data that turns a MIDI note into contours of pitch
// and loudness. Learned from the recordings (families/instrument/train/learn_notes.h), stored in the model,
// played by families/instrument/performer.h. Plain, human-readable numbers.
#pragma once
#include <vector>

namespace partials {

inline constexpr double kNoteHopS = 0.004;  // time step of the contours below
inline constexpr double kDecayHopS = 0.05;  // of decay_db, which is slow and long

struct NoteArticulation {
  float pitch_midi = 69;            // of the note it was learned from
  float sustain_db = -20;           // loudness of the held note
  std::vector<float> attack_db;     // loudness relative to sustain, from the onset on, every kNoteHopS
  std::vector<float> attack_cents;  // pitch relative to the held pitch, on the same times (scoops)
  float drift_db_per_s = 0;         // slope of loudness while held
  float wander_db = 0;              // standard deviation of loudness around that slope, ...
  float wander_s = 0.1f;            // ... and its correlation time
  float wander_cents = 0;           // the same for pitch, vibrato removed
  float wander_cents_s = 0.1f;
  float vibrato_hz = 0;       // 0: none found
  float vibrato_cents = 0;    // peak depth
  float vibrato_db = 0;       // loudness modulation in step with it
  float vibrato_onset_s = 0;  // time until it has grown
  // struck and plucked notes: the decay after the attack, relative to sustain_db (then the strongest
  // loudness), every kDecayHopS; empty: a held note
  std::vector<float> decay_db;
  // relative to the loudness at note-off, every kNoteHopS, down to its softest; may be empty (then a plain
  // release is played)
  std::vector<float> release_db;
};

struct Articulations {
  // either all of them are, or none
  bool struck() const { return !notes.empty() && !notes.front().decay_db.empty(); }
  // sorted by pitch; may be empty (then plain attack and release are played)
  std::vector<NoteArticulation> notes;
  float legato_s = 0.06f;  // how long a slur takes
};

// The range that the recordings cover, so that input can be shifted into it.
struct TrainedRange {
  float low_hz = 20, high_hz = 5000;    // 1st and 99th percentile of sounding frames
  float quiet_db = -60, loud_db = -10;  // 5th and 95th percentile of their loudness
  float median_db = -20;
};

}  // namespace partials
