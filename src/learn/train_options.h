// SPDX-License-Identifier: MIT
// What a training is asked for, by command line or window; the run folder keeps it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace partials {

inline constexpr const char* kAutoPreset = "auto";  // by what the recordings hold

struct TrainOptions {
  std::vector<std::string> inputs;  // folder or files
  // of a resumed run: its recordings, in its order, wherever they are now; empty: look into inputs
  std::vector<std::string> files;
  std::string output;  // NAME.partials
  std::string preset = kAutoPreset;
  // "bytes": matrices rounded as graph/byte_weights.h says; "full"; empty: as the preset has it
  std::string weights;
  std::string base;       // a model to start from, as its card names it, or empty
  std::string base_path;  // where that model is, if not there
  double minutes = 10;
  int64_t steps = 0;  // exactly so many; 0: as many as the time allows
  // stop when validation is as good as this, in the unit of the family's metric; none: never
  std::optional<double> until;
  uint64_t seed = 1;
  int threads = 2;
  // so long after a checkpoint, the next one follows the step that is under way
  double checkpoint_s = 20;
  int folds = 0, fold = 0;    // hold out interior notes for a later eval
  bool allow_copies = false;  // use recordings that hold the same sound, on one side of the split
  std::string name, author, licence, consent, description;
  std::vector<std::string> tags;
};

}  // namespace partials
