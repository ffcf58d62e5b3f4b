// SPDX-License-Identifier: MIT
// Learns how the notes of a struck or plucked instrument begin, decay and are damped, one articulation for
// each stroke (families/instrument/articulations.h). A tail belongs to its note here; it is not a soft note.
#pragma once
#include <vector>

#include "families/instrument/articulations.h"
#include "families/instrument/train/clip.h"

namespace partials {

Articulations learn_struck(const std::vector<Clip>& clips, double hop_s);

}  // namespace partials
