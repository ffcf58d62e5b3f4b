// SPDX-License-Identifier: MIT
// Splits a data set into training, validation and test sets. Assigned by pieces (whole recordings or
// phrases), from a seed, equal on every machine. If the pieces are single notes, only interior ones (not the
// lowest, not the highest) are held out, so that nothing is evaluated outside the trained range. Folds:
// interior notes in order of pitch, every folds-th held out for test. Recordings of one group, a player or
// session, are never in two sets.
#pragma once
#include <cstdint>
#include <string>

#include "base/result.h"
#include "data/dataset.h"

namespace partials {

struct SplitPlan {
  uint64_t seed = 1;
  int folds = 0, fold = 0;         // folds > 1: fold 0 .. folds - 1 is the test set
  double validation_share = 0.12;  // of the pieces that may be held out; at least one if there are three
  double test_share = 0.0;         // without folds
  // whether recordings that are surely copies of each other are used anyway
  bool allow_copies = false;
};

// Whether this fold exists; otherwise an Error.
Result<void> check_plan(const SplitPlan& plan);

// Fills every piece's split and split_description. Recordings that are surely copies are refused
// (DataRefused) unless allowed; pieces that are or may be alike go to one side of the split, with a remark
// "copies" (data/copies.h).
void assign_splits(Dataset* data, const SplitPlan& plan);

}  // namespace partials
