// SPDX-License-Identifier: MIT
// Learns the range of the recordings in pitch and loudness (families/instrument/articulations.h) from the
// sounding frames: those with confident pitch within 50 dB of the loudest.
#pragma once
#include <vector>

#include "families/instrument/articulations.h"
#include "families/instrument/train/clip.h"

namespace partials {

TrainedRange learn_range(const std::vector<Clip>& clips);

// Whether there are many notes over the whole range, at most 1.6 semitones apart on average, so that little
// interpolation is needed between them. Each recording counts with its median pitch.
bool is_dense(const std::vector<Clip>& clips);

}  // namespace partials
