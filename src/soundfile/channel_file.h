// SPDX-License-Identifier: MIT
// Sound files with all of their channels, as paired recordings of a device need them (audio_file.h mixes to
// mono).
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace partials {

struct ChannelClip {
  int channels = 1;
  double rate_hz = 44100;
  std::vector<float> samples;  // [time][channels]
};

// Errors: a format that libsndfile cannot read, more than 16 channels, more than max_s seconds, NaN or Inf.
Result<ChannelClip> read_channels(const std::string& path, double max_s = 3600);

}  // namespace partials
