// SPDX-License-Identifier: MIT
// Changes that a player can make to a learned sound, frame by frame. The defaults leave the learned sound
// unchanged.
#pragma once
#include <string_view>

#include "play/controls.h"

namespace partials {

struct Graph;

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

// The target of each slot of kMacroTable, and the performance input that the slot needs (null: none, the
// player handles it).
struct ServedMacro {
  std::string_view id;
  float TimbreControls::*field;
  const char* input;
};
inline constexpr ServedMacro kServedMacros[] = {
    {"breath", &TimbreControls::noise_db, "noise_gain_db"},
    {"brightness", &TimbreControls::tilt_db, "tilt_db"},
    {"partials", &TimbreControls::partials_db, "partials_gain_db"},
    {"effort", &TimbreControls::effort_db, "conditioning_loudness_db"},
    {"body", &TimbreControls::body_semitones, "conditioning_f0_hz"},
    {"vibrato", &TimbreControls::vibrato, nullptr},
    {"wander", &TimbreControls::wander, nullptr},
    {"room", &TimbreControls::room_db, "room_gain_db"},
    {"attack", &TimbreControls::attack, nullptr},
};

// Macros 0..1 plus the modulation of one voice.
TimbreControls timbre_controls_of(const MacroValues& macros, const MacroValues& modulation) noexcept;

// The controls that an instrument with this graph has, each in its slot of kMacroTable.
ModelControls instrument_controls(const Graph& playable_graph);

}  // namespace partials
