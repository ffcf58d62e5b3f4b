// SPDX-License-Identifier: MIT
// Learns how the recorded player starts, holds and ends notes from the clips
// (families/instrument/articulations.h). A note is a stretch of confident pitch that stays within a semitone
// and lasts 0.25 s or longer; one articulation per note, sorted by pitch.
#pragma once
#include <vector>

#include "families/instrument/articulations.h"
#include "families/instrument/train/clip.h"

namespace partials {

Articulations learn_notes(const std::vector<Clip>& clips, double hop_s);

}  // namespace partials
