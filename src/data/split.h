// SPDX-License-Identifier: MIT
// Who trains, who validates, who tests. Decided by pieces (whole recordings or phrases), from a seed, the
// same on every machine. Where the pieces are single notes only interior ones (not the lowest, not the
// highest) are held out, so that nothing is judged outside the range that was trained. Folds: interior notes
// in order of pitch, every folds-th held out for test.
#pragma once
#include <cstdint>
#include <string>

#include "base/result.h"
#include "data/dataset.h"

namespace partials {

struct SplitPlan {
  uint64_t seed = 1;
  int folds = 0, fold = 0;         // folds > 1: fold 0 .. folds - 1 is the test set
  double validation_share = 0.12;  // of the pieces that may be held out; at least one where there are three
  double test_share = 0.0;         // without folds
  // whether recordings that are surely copies of each other are used all the same
  bool allow_copies = false;
};

// Whether there is such a fold; an Error in one sentence.
Result<void> check_plan(const SplitPlan& plan);

// Fills every piece's split and split_description. Recordings that are surely copies are refused
// (DataRefused) unless allowed; what is or may be alike comes to one side of the split, and a remark "copies"
// says so (data/copies.h).
void assign_splits(Dataset* data, const SplitPlan& plan);

}  // namespace partials
