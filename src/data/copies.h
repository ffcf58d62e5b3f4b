// SPDX-License-Identifier: MIT
// Finds pieces that contain the same sound, among different recordings and between the held-out pieces and
// the rest. Only pieces of about the same pitch are compared, since a copy keeps its pitch.
#pragma once
#include <vector>

#include "data/dataset.h"
#include "judge/likeness.h"

namespace partials {

struct AlikePair {
  size_t a = 0, b = 0;  // pieces, a < b
  Alike how = Alike::maybe;
  bool same_file = false;  // byte for byte
};

// Every pair of different recordings if that is at most a few thousand comparisons, and always every pair of
// a held-out piece with another.
std::vector<AlikePair> find_alike(const Dataset& data);

// Throws DataRefused if two recordings are surely copies, and names all such pairs.
void refuse_copies(const Dataset& data, const std::vector<AlikePair>& pairs);

// The pieces connected to `piece` through pairs, including itself, in order.
std::vector<size_t> kin_of(size_t piece, const std::vector<AlikePair>& pairs);

}  // namespace partials
