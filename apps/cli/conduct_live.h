// SPDX-License-Identifier: MIT
// A tune that a hand leads live: packets in, sound out.
#pragma once
#include <string>

#include "body/hearing.h"
#include "families/conductor/conduct.h"

namespace partials {

struct ConductLive {
  std::string play;           // the model that sounds
  std::string output_device;  // "": the first that is there
  body::HearOptions hear;
  conductor::ConductOptions conduct;  // ahead_s besides the latency of the sound
  double seconds = 0;                 // 0: until the tune is over or Ctrl-C
  bool unmuted = false, json = false;
  bool mpe = false;  // the song is played as an MPE zone that it does not declare
};

// Throws Stop: no such model, no audio system, the port is taken.
void conduct_live(const Model& conductor, const MidiSong& song, const ConductLive& options);

}  // namespace partials
