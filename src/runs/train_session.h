// SPDX-License-Identifier: MIT
// From recordings to a model file, one run: prepares clips, trains, validates on recordings never trained on, keeps the best
// weights, writes progress, checkpoints, an audible sketch and the best model so far into the run folder, and saves the model, also
// when it is asked to stop. A run folder that cannot be written to any more is told once, and the training goes on.
//   checkpoint: everything a bit-exact resume needs, written by rename.
// Throws std::runtime_error with one clear sentence when the recordings or the configuration cannot work.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "graph/model.h"
#include "learn/preset.h"
#include "runs/run_store.h"

namespace partials {

inline constexpr double kPlayable = 1.15;  // times the best distance: from then on a model is worth playing

struct TrainOptions {
  std::vector<std::string> inputs;  // folder or files
  std::vector<std::string> files;   // of a resumed run: its recordings, in its order, wherever they are now; empty: look into inputs
  std::string output;               // NAME.partials
  std::string preset = kAutoPreset;
  std::string weights;              // "bytes": matrices rounded as graph/byte_weights.h says; "full"; empty: as the preset has it
  std::string base;                 // a model to start from, as its card names it, or empty
  std::string base_path;            // where that model is, if not there
  double minutes = 10;
  int64_t steps = 0;                // exactly so many; 0: as many as the time allows
  double until_db = 0;              // stop when validation is at or below this; 0: never
  uint64_t seed = 1;
  int threads = 2;
  double checkpoint_s = 20;         // so long after a checkpoint, the next one follows the step that is under way
  int folds = 0, fold = 0;          // hold out interior notes for a later eval
  bool allow_copies = false;        // use recordings that hold the same sound, on one side of the split
  std::string name, author, licence, consent, description;
  std::vector<std::string> tags;
};

struct TrainProgress {
  double spent_s = 0, done = 0;  // done: the share of the steps or of the time that is over, whichever is nearer its end
  int64_t step = 0;
  double loss = 0;
  double validation_db = 0, best_db = 0;  // log-mel distance; 0 until first known, and where no recording could be kept apart
  bool validated = false;                 // this report follows a validation
};

struct TrainEvents {
  std::function<void(const std::string&)> say = [](const std::string&) {};
  std::function<void(const std::string&)> warn = [](const std::string&) {};
  std::function<void(double)> listening = [](double) {};  // share of the recordings that were heard, before training
  std::function<void(const TrainProgress&)> progress = [](const TrainProgress&) {};
  std::function<bool()> stop = [] { return false; };
};

struct TrainResult {
  Model model;
  double validation_db = 0;  // 0: no recording could be kept apart
  double spent_s = 0;
  int64_t steps = 0;
  bool interrupted = false;
  bool settled = false;      // stopped by itself before its time was over: more steps would have changed nothing
  double playable_s = 0;     // loading and training until validation was within kPlayable of the best; 0: never validated
};

TrainResult train(const TrainOptions& options, Run& run, bool resume, const TrainEvents& events);

}  // namespace partials
