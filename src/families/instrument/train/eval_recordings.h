// SPDX-License-Identifier: MIT
// Which recordings a model is evaluated on, and which the baselines learn from. A recording is unseen if its
// content hash and that of its samples are not among those of the training recordings and it does not contain
// the same sound as one of them. With folds, the pieces held out by that fold are evaluated, and the
// baselines learn from all others: for a model trained with the same --folds and --fold.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "base/given_recording.h"
#include "families/instrument/train/evaluate.h"

namespace partials {

struct EvalQuestion {
  std::vector<std::string> data = {};     // folders or files
  std::vector<std::string> against = {};  // where the training recordings are; may be empty
  // SHA-256 of recordings and of their samples, from the model's card
  std::set<std::string> trained_on = {};
  int folds = 0, fold = 0;    // folds of 2 or more: evaluate the pieces that this fold held out
  bool with_seen = false;     // also evaluate training recordings (marked)
  bool allow_copies = false;  // as in training: with folds, copies stay on one side
  std::vector<GivenRecording> given = {}, given_against = {};  // in memory, instead of files
  bool files_alone =
      false;               // the card names no hashes of samples, so recordings in memory are not recognised
  Ranks* ranks = nullptr;  // divide the analysis, and the search for copies
};

struct EvalRecordings {
  std::string data_name;
  std::vector<EvalRecording> targets, training;
  std::vector<std::string> remarks;
};

// Throws std::runtime_error with one sentence if no unseen recording is left.
EvalRecordings eval_recordings(const EvalQuestion& question);

}  // namespace partials
