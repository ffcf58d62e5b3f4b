// SPDX-License-Identifier: MIT
// What a training run hears: recordings opened, dealt and analysed into clips to learn from and clips to
// validate by, and how far a model is from the latter: log-mel distance in dB, played through the engine.
// Throws DataRefused, in one sentence.
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
  AnalyserSettings analyser;  // by which the clips were heard: part of the model
  std::vector<Clip> training, validation;
  std::vector<LogMel> targets;  // [validation]

  bool validates() const { return !validation.empty(); }
  // Mean over the validation clips, played at the graph's reference rate; there must be one.
  double distance_db(ClipPlayer& player, double rate_hz) const;
};

// As low as the recordings go: from 40 Hz up, or where notes lie below, from kLowestHeardHz.
AnalyserSettings analyser_for(const Dataset& data);

// listening is told the share that was heard so far.
TrainingData hear(const TrainOptions& options, const TrainingPreset& preset,
                  const std::function<void(double)>& listening);

}  // namespace partials
