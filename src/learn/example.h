// SPDX-License-Identifier: MIT
// One training example: named tracks over the same time, such as the dry and the wet sound of a device, or
// the frames of a movement and their labels.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/processor.h"

namespace partials {

struct Track {
  Rate rate = Rate::sample;  // of the graph's reference rate, or its frames
  int channels = 1;
  std::vector<float> values;  // [time][channels]

  size_t times() const { return values.size() / static_cast<size_t>(channels); }
};

struct Example {
  std::string name;
  std::map<std::string, Track> tracks;
};

}  // namespace partials
