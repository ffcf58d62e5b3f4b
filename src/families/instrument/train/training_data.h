// SPDX-License-Identifier: MIT
// The data of a training run: recordings opened, split and analysed into training clips and validation clips,
// and a model's distance to the validation clips: log-mel distance in dB, played through the engine. Throws
// DataRefused with one sentence.
#pragma once
#include <functional>
#include <vector>

#include "analysis/analyser.h"
#include "data/dataset.h"
#include "families/instrument/train/play_clip.h"
#include "families/instrument/train/preset.h"
#include "judge/mel.h"
#include "learn/train_options.h"

namespace partials {

struct TrainingData {
  Dataset dataset;
  AnalyserSettings analyser;  // with which the clips were analysed: part of the model
  std::vector<Clip> training, validation;
  std::vector<LogMel> targets;  // [validation]
  Ranks* ranks = nullptr;       // that divide analysis and validation among themselves

  bool validates() const { return !validation.empty(); }
  // Mean over the validation clips, played at the graph's reference rate; there must be one.
  double distance_db(ClipPlayer& player, double rate_hz) const;
};

// The lowest pitch for the analysis: 40 Hz, or kLowestHeardHz if there are lower notes.
AnalyserSettings analyser_for(const Dataset& data);

// The recordings that the options name or give.
Dataset recordings_of(const TrainOptions& options);

// listening receives the analysed share so far.
TrainingData load_training_data(const TrainOptions& options, const TrainingPreset& preset,
                                const std::function<void(double)>& listening);

}  // namespace partials
