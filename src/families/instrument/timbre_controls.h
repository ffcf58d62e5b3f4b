// SPDX-License-Identifier: MIT
// What a player may change of a learned sound, frame by frame. The values here leave it as it was learned.
#pragma once
#include "graph/graph.h"
#include "play/controls.h"

namespace partials {

struct TimbreControls {
  float tilt_db = 0;      // of partials, dB per octave of partial number; loudness stays
  float partials_db = 0;  // gain of the partials, over the loudness asked for
  float noise_db = 0;     // gain of the noise
  float room_db = 0;      // gain of the room's answer; the dry sound stays
  float balance_db = 0;   // partials against noise while the loudness stays; -60 leaves noise alone
  // the decoder is told another loudness: timbre of louder or softer playing at the same level
  float effort_db = 0;
  float body_semitones = 0;  // the decoder is told another pitch: timbre of a higher or lower note
  float vibrato = 1;         // times the learned vibrato
  // times the learned fluctuation of pitch and loudness, and what differs from note to note
  float wander = 1;
  float attack = 1;  // times the attack that a note would have; read when it begins
};

// Macros 0..1 plus the modulation of one voice.
TimbreControls timbre_controls_of(const MacroValues& macros, const MacroValues& modulation) noexcept;

// The controls that an instrument of this graph serves, each in its slot of kMacroTable.
ModelControls instrument_controls(const Graph& playable_graph);

}  // namespace partials
