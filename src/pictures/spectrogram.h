// SPDX-License-Identifier: MIT
// A spectrogram: mel-spaced frequency upwards, time to the right, colours for 80 dB below the loudest point,
// with axes.
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
  // the level of the brightest colour, for comparable pictures; otherwise the picture's peak
  std::optional<double> top_db;
  bool axes = true;  // false: the plot area fills the picture
  std::string title;
};

// The peak of the picture with this style, dB: a value for top_db.
double spectrogram_peak_db(const std::vector<float>& samples, double rate_hz,
                           const SpectrogramStyle& style = {});

// The vertical position of a frequency: 0 at the bottom, 1 at the top.
double spectrogram_height_unit(double hz, double rate_hz, const SpectrogramStyle& style = {});

// samples: mono at any rate. Returns a canvas; png_bytes() makes the file.
Canvas spectrogram_picture(const std::vector<float>& samples, double rate_hz,
                           const SpectrogramStyle& style = {});

}  // namespace partials
