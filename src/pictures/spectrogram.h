// SPDX-License-Identifier: MIT
// The picture of a sound: mel-spaced frequency upwards, time to the right, 80 dB below the loudest point in
// colour, with axes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "pictures/png.h"

namespace partials {

struct SpectrogramStyle {
  int width = 900, height = 320;
  double low_hz = 40.0, high_hz = 16000.0;
  double range_db = 80.0;
  // the level of the brightest colour, for pictures to be compared; otherwise the picture's peak
  std::optional<double> top_db;
  bool axes = true;  // without: the picture alone, up to its edges
  std::string title;
};

// The peak of the picture that this style would give, dB: what top_db takes.
double spectrogram_peak_db(const std::vector<float>& samples, double rate_hz,
                           const SpectrogramStyle& style = {});

// Where a frequency stands in the picture's height: 0 at the bottom, 1 at the top.
double spectrogram_height_unit(double hz, double rate_hz, const SpectrogramStyle& style = {});

// samples: mono at any rate. Returns a canvas; png_bytes() makes the file.
Canvas spectrogram_picture(const std::vector<float>& samples, double rate_hz,
                           const SpectrogramStyle& style = {});

}  // namespace partials
