// SPDX-License-Identifier: MIT
// A training by several ranks (learn/ranks.h): rank 0 is the one of runs/train_session.h, with run folder,
// clock and signals; the others follow it. It sends them its options and, where it does not begin anew, its
// trainer's state, and then what to do next, so that no other rank reads a checkpoint or a clock. All must be
// the same program for the same instructions, and read the same recordings, or else all stop with a sentence.
#pragma once
#include <nlohmann/json.hpp>
#include <vector>

#include "learn/ranks.h"
#include "runs/train_session.h"
#include "training/any_family.h"

namespace partials {

// Rank 0 begins and ends what all ranks do together.
void begin_together(Ranks* ranks, const std::string& job);
void end_together(Ranks* ranks);
inline constexpr const char* kTraining = "train";
inline constexpr const char* kEvaluation = "eval";

// Rank 0: evaluates the model of these bytes (training/any_family.h) together with the ranks of the request.
EvalResult evaluate_together(const std::string& model_bytes, const Model& model, const EvalRequest& request);

// After the recordings were read, at every rank.
void need_same_data(Ranks* ranks, const nlohmann::json& lock);

// The other ranks: does the next job with rank 0; false if there is no more. Throws what the job throws.
bool follow_next(Ranks& ranks);
// Rank 0, at the end: lets the others go; false if they are in the middle of a job.
bool let_go(Ranks& ranks);

// Of every rank, in order; called by all of them at the end.
std::vector<RankCost> costs_of_ranks(Ranks* ranks, double steps_s);

}  // namespace partials
