// SPDX-License-Identifier: MIT
// A recording that a program hands over as samples, for training without a file.
#pragma once
#include <string>
#include <vector>

namespace partials {

struct GivenRecording {
  std::string name;  // as a file's: "A4" or "A4.wav"
  double rate_hz = 44100.0;
  int channels = 1;
  std::vector<float> samples;  // [time][channels], full scale is 1
};

}  // namespace partials
