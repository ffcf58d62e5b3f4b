// SPDX-License-Identifier: MIT
// How the notes of a struck or plucked instrument begin, die away and are damped, one shape for each stroke
// (families/instrument/articulations.h). A tail is a part of its note here, not a note that was played
// softly.
#pragma once
#include <vector>

#include "families/instrument/articulations.h"
#include "families/instrument/train/clip.h"

namespace partials {

Articulations learn_struck(const std::vector<Clip>& clips, double hop_s);

}  // namespace partials
