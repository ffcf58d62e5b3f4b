// SPDX-License-Identifier: MIT
// The options of a training, from the command line or a window; the run folder stores them.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/given_recording.h"

namespace partials {

class Ranks;

inline constexpr const char* kAutoPreset = "auto";  // chosen from the recordings

struct TrainOptions {
  std::vector<std::string> inputs;    // folder or files
  std::vector<GivenRecording> given;  // recordings in memory, instead of inputs
  // of a resumed run: its recordings, in its order, at their current paths; empty: search inputs
  std::vector<std::string> files;
  std::string output;  // NAME.partials
  std::string preset = kAutoPreset;
  // "bytes": matrices rounded as graph/byte_weights.h says; "full"; empty: the preset's value
  std::string weights;
  std::string base;       // a model to start from, as its card names it, or empty
  std::string base_path;  // path of that model, if different
  double minutes = 10;
  int64_t steps = 0;  // exact number; 0: as many as the time allows
  // stop when validation is as good as this, in the unit of the family's metric; none: never
  std::optional<double> until;
  uint64_t seed = 1;
  // Draws which recordings validate; empty: as `seed`. With one value, models of several seeds are validated
  // on the same recordings.
  std::optional<uint64_t> split_seed;
  int threads = 2;
  // time between checkpoints; one is written after the step in progress
  double checkpoint_s = 20;
  int folds = 0, fold = 0;       // hold out interior notes for a later eval
  bool allow_copies = false;     // use recordings that contain the same sound, on one side of the split
  bool shuffle_targets = false;  // a control: learn from wrong pairs, which must fail (runs/audit.h)
  double validation_share = 0.12;  // of the pieces that may be held out
  // a graph (model/graph_json.h) to train instead of the preset's, and its file's name for messages
  std::string graph, graph_file;
  // settings of the trainer and of the graph's nodes that replace the preset's, by full name, as JSON text
  // (learn/train_settings.h)
  std::map<std::string, std::string> settings;
  std::string name, author, licence, consent, description;
  std::vector<std::string> tags;
  // the processes that train together (learn/ranks.h), of which rank 0 owns run folder and model; null: one
  Ranks* ranks = nullptr;
};

}  // namespace partials
