// SPDX-License-Identifier: MIT
// The objective of examples of named tracks: the graph's inputs take the tracks of their names, its outputs
// are measured against tracks by the losses that a preset lists. Segments are drawn at random; one longer
// than an example is filled up with its last values.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "learn/example.h"
#include "learn/objective.h"
#include "learn/output_loss.h"
#include "learn/trainer.h"

namespace partials {

// What a whole training shares.
struct TrackMaterial {
  std::vector<Example> examples;
  std::vector<OutputLoss> losses;
};

// A trainer of a graph on examples. Refuses, in one sentence: no examples, a missing track, a track of other
// channels or rate.
Result<Trainer> track_trainer(const Graph& graph, TrackMaterial material, const TrainerConfig& config);

// The outputs of a model for a whole example, by a plan of width 1.
Result<std::map<std::string, Track>> play_tracks(const Graph& graph, const std::vector<float>& weights,
                                                 const Example& example);

// The mean over the examples of one loss.
Result<double> loss_on(const Graph& graph, const std::vector<float>& weights,
                       const std::vector<Example>& examples, const OutputLoss& loss);

}  // namespace partials
