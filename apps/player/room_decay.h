// SPDX-License-Identifier: MIT
// Energy decay curve of a model's room: the remaining energy of its impulse response (Schroeder, "New
// method of measuring reverberation time", 1965), in dB relative to its total energy.
#pragma once
#include <vector>

#include "model/model.h"

namespace partials {

struct RoomDecay {
  std::vector<float> level_db;  // at equal intervals from 0 to `seconds`; empty: no room
  float seconds = 0;            // time to -60 dB, or to the response's end
};

RoomDecay room_decay(const Model& model);

}  // namespace partials
