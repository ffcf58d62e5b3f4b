// SPDX-License-Identifier: MIT
// The objective for examples of named tracks: each input of the graph reads the track of its name, and the
// losses of a preset compare its outputs with tracks. Segments are drawn at random; a segment longer than its
// example is padded with the last values.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "learn/example.h"
#include "learn/objective.h"
#include "learn/output_loss.h"
#include "learn/trainer.h"

namespace partials {

// Data that a whole training shares.
struct TrackMaterial {
  std::vector<Example> examples;
  std::vector<OutputLoss> losses;
};

// A trainer of a graph on examples. Errors: no examples, a missing track, a track of the wrong channels or
// rate.
Result<Trainer> track_trainer(const Graph& graph, TrackMaterial material, const TrainerConfig& config);

// The outputs of a model for a whole example, computed by a plan of width 1.
Result<std::map<std::string, Track>> play_tracks(const Graph& graph, const std::vector<float>& weights,
                                                 const Example& example);

// The mean over the examples of one loss.
Result<double> loss_on(const Graph& graph, const std::vector<float>& weights,
                       const std::vector<Example>& examples, const OutputLoss& loss);

}  // namespace partials
