// SPDX-License-Identifier: MIT
// What a player may change of a learned sound, frame by frame. The values here leave it as it was learned.
#pragma once

namespace partials {

struct Colour {
  float tilt_db = 0;         // of partials, dB per octave of partial number; loudness stays
  float partials_db = 0;     // gain of the partials, over the loudness asked for
  float noise_db = 0;        // gain of the noise
  float room_db = 0;         // gain of the room's answer; the dry sound stays
  float balance_db = 0;      // partials against noise while the loudness stays; -60 leaves noise alone
  float effort_db = 0;       // the decoder is told another loudness: timbre of louder or softer playing at the same level
  float body_semitones = 0;  // the decoder is told another pitch: timbre of a higher or lower note
  float vibrato = 1;         // times the learned vibrato
  float wander = 1;          // times the learned fluctuation of pitch and loudness, and what differs from note to note
  float attack = 1;          // times the attack that a note would have; read when it begins
};

}  // namespace partials
