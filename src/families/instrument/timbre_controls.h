// SPDX-License-Identifier: MIT
// Changes that a player can make to a learned sound, frame by frame. The defaults leave the learned sound
// unchanged.
#pragma once
#include "graph/graph.h"
#include "play/controls.h"

namespace partials {

struct TimbreControls {
  float tilt_db = 0;      // of partials, dB per octave of partial number; loudness is unchanged
  float partials_db = 0;  // gain of the partials, on top of the requested loudness
  float noise_db = 0;     // gain of the noise
  float room_db = 0;      // gain of the reverberation; the dry sound is unchanged
  float balance_db = 0;   // partials against noise at constant loudness; -60 leaves only noise
  // added to the decoder's conditioning loudness: timbre of louder or softer playing at the same level
  float effort_db = 0;
  float body_semitones = 0;  // added to the decoder's conditioning pitch: timbre of a higher or lower note
  float vibrato = 1;         // factor on the learned vibrato
  // factor on the learned fluctuation of pitch and loudness, and on the differences from note to note
  float wander = 1;
  float attack = 1;  // factor on a note's attack time; read when the note begins
};

// Macros 0..1 plus the modulation of one voice.
TimbreControls timbre_controls_of(const MacroValues& macros, const MacroValues& modulation) noexcept;

// The controls that an instrument with this graph has, each in its slot of kMacroTable.
ModelControls instrument_controls(const Graph& playable_graph);

}  // namespace partials
