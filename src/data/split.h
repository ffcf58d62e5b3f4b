// SPDX-License-Identifier: MIT
// Who trains, who validates, who tests. Decided by pieces (whole recordings or phrases), from a seed, the same on every machine.
// Where the pieces are single notes only interior ones (not the lowest, not the highest) are held out, so that nothing is judged
// outside the range that was trained. Folds: interior notes in order of pitch, every folds-th held out for test.
#pragma once
#include <cstdint>
#include <string>

#include "base/result.h"
#include "data/dataset.h"

namespace partials {

struct SplitPlan {
  uint64_t seed = 1;
  int folds = 0, fold = 0;          // folds > 1: fold 0 .. folds - 1 is the test set
  double validation_share = 0.12;   // of the pieces that may be held out; at least one where there are three
  double test_share = 0.0;          // without folds
};

// Whether there is such a fold; an Error in one sentence.
Result<void> check_plan(const SplitPlan& plan);

// Fills every piece's split and split_description, then refuses leakage. Throws std::runtime_error.
void deal(Dataset* data, const SplitPlan& plan);

// Throws when the same content (equal hash, or the same sound after conversion, gain or shift) is in two sets. The sound test is
// the peak of the phase-only cross-correlation at 8 kHz: 0.67 to 1 for copies (also cut, quieter, and through a lossy format), at
// most 0.4 between the 84 notes of five packaged instruments; refused above 0.55.
void refuse_leakage(const Dataset& data);
double likeness(const AudioClip& a, const AudioClip& b);  // 0..1

}  // namespace partials
