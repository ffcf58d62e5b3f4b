// SPDX-License-Identifier: MIT
// The picture of a sound: mel-spaced frequency upwards, time to the right, 80 dB below the loudest point in colour, with axes.
#pragma once
#include <string>
#include <vector>

#include "data/png.h"

namespace partials {

struct SpectrogramStyle {
  int width = 900, height = 320;
  double low_hz = 40.0, high_hz = 16000.0;
  double range_db = 80.0;
  std::string title;
};

// samples: mono at any rate. Returns a canvas; png_bytes() makes the file.
Canvas spectrogram_picture(const std::vector<float>& samples, double rate_hz, const SpectrogramStyle& style = {});

}  // namespace partials
