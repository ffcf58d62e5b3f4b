// SPDX-License-Identifier: MIT
// One sound of a report with its spectrogram: an audio player in a list, selected by a number key.
#pragma once
#include <string>
#include <vector>

#include "pictures/spectrogram.h"

namespace partials {

struct PlayerLabel {
  std::string id, name, note;  // note: a few words under the name
  std::string of;              // the recording that it belongs to, or empty
  std::string colour;
  int key = 1;  // the number key that plays it
};
std::string player(const PlayerLabel& label, const std::vector<float>& audio, double rate_hz,
                   const SpectrogramStyle& style);

}  // namespace partials
