// SPDX-License-Identifier: MIT
// Which recordings a model may be judged on, and which its rivals may learn from. A recording is unseen when
// its content hash is not among those that the model was trained on and it does not hold the same sound as
// one of them. With folds, the pieces held out by that fold are judged, and everything else teaches the
// rivals: for a model trained with the same --folds and --fold.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "families/instrument/train/evaluate.h"

namespace partials {

struct EvalQuestion {
  std::vector<std::string> data = {};     // folders or files
  std::vector<std::string> against = {};  // where the training recordings are; may be empty
  std::set<std::string> trained_on = {};  // SHA-256 of recordings, from the model's card
  int folds = 0, fold = 0;                // folds of 2 or more: judge what this fold held out
  bool with_seen = false;                 // judge recordings that were trained on, too, and mark them
  bool allow_copies = false;              // as in training: with folds, copies stay on one side
};

struct EvalRecordings {
  std::string data_name;
  std::vector<EvalRecording> targets, training;
  std::vector<std::string> remarks;
};

// Throws std::runtime_error in one sentence when nothing unseen is left.
EvalRecordings eval_recordings(const EvalQuestion& question);

}  // namespace partials
