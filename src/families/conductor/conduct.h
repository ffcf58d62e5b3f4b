// SPDX-License-Identifier: MIT
// A tune led by a recorded hand: when every event of it sounds, as it would live.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "families/motion/take.h"
#include "model/model.h"
#include "play/midi_song.h"

namespace partials::conductor {

struct ConductOptions {
  std::string hand;     // as hand_channels.h has it
  double quarters = 1;  // quarter notes in a conducted beat
  double pickup = 0;    // quarter notes of the tune before its first beat
  int count_in = 0;     // beats of the hand before the tune's first beat
  double ahead_s = 0;   // so long before its beat an event is sent; negative: after it
};

struct ConductedTune {
  struct Beat {
    double time_s = 0;  // from the take's first frame
    double tempo_bpm = 0, size = 0;
    int of_bar = 0;
  };
  MidiSong song;  // in seconds from the take's first frame
  std::vector<Beat> beats;
  double position = 0, length = 0;  // of the tune, in beats: where it ended, and all
};

// Refuses a model that is no conductor and a take without a hand.
Result<ConductedTune> conduct(const Model& model, const motion::Take& take, const MidiSong& song,
                              const ConductOptions& options);

}  // namespace partials::conductor
