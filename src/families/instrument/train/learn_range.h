// SPDX-License-Identifier: MIT
// What recordings cover in pitch and loudness (families/instrument/articulations.h), over the frames that
// sound: sure of their pitch and within 50 dB of the loudest.
#pragma once
#include <vector>

#include "families/instrument/articulations.h"
#include "families/instrument/train/clip.h"

namespace partials {

TrainedRange learn_range(const std::vector<Clip>& clips);

// Whether the notes lie so closely over the whole range, at most 1.6 semitones apart on the mean and many of
// them, that little has to be guessed between them. Each recording counts by its median pitch.
bool is_dense(const std::vector<Clip>& clips);

}  // namespace partials
