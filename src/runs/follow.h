// SPDX-License-Identifier: MIT
// A training by several ranks (learn/ranks.h): rank 0 is the one of runs/train_session.h, with run folder,
// clock and signals; the others follow it. It sends them its options and its trainer's state, and then what
// to do next, so that no other rank reads a checkpoint or a clock.
#pragma once
#include <vector>

#include "learn/ranks.h"
#include "runs/train_session.h"

namespace partials {

// Rank 0 begins and ends what all ranks do together.
void begin_together(Ranks* ranks, const std::string& job);
void end_together(Ranks* ranks);
inline constexpr const char* kTraining = "train";

// The other ranks: does the next job with rank 0; false if there is no more. Throws what the job throws.
bool follow_next(Ranks& ranks);
// Rank 0, at the end: lets the others go; false if they are in the middle of a job.
bool let_go(Ranks& ranks);

// Of every rank, in order; called by all of them at the end.
std::vector<RankCost> costs_of_ranks(Ranks* ranks, double steps_s);

}  // namespace partials
