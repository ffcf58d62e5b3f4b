// SPDX-License-Identifier: MIT
#include "families/instrument/played_notes.h"

namespace partials {

PlayedNotes::PlayedNotes(const Articulations& notes, const TrainedRange& known) {
  views_.reserve(notes.notes.size());
  for (const NoteArticulation& n : notes.notes)
    views_.push_back({n.pitch_midi, n.sustain_db, n.attack_db, n.attack_cents, n.drift_db_per_s, n.wander_db,
                      n.wander_s, n.wander_cents, n.wander_cents_s, n.vibrato_hz, n.vibrato_cents,
                      n.vibrato_db, n.vibrato_onset_s, n.decay_db, n.release_db, rise_of(n)});
  book_ = {views_, notes.legato_s};
  manner_.prepare(notes, known);
}

}  // namespace partials
