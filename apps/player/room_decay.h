// SPDX-License-Identifier: MIT
// How a model's room dies away: the energy that is still to come of its impulse response (Schroeder, "New
// method of measuring reverberation time", 1965), in dB of the whole.
#pragma once
#include <vector>

#include "model/model.h"

namespace partials {

struct RoomDecay {
  std::vector<float> level_db;  // evenly from 0 to `seconds`; empty: there is no room
  float seconds = 0;            // until -60 dB, or the response's end
};

RoomDecay room_decay(const Model& model);

}  // namespace partials
