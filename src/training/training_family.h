// SPDX-License-Identifier: MIT
// What a family of models says of training, judging and listing: one table of functions, named by its line in
// families/families.txt. The run (runs/train_session.h) knows no more of a family than this.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "learn/metric.h"
#include "learn/train_options.h"
#include "learn/trainer.h"
#include "model/model.h"

namespace partials {

// All that one training works on, made from what it was given.
struct TrainingTask {
  std::string preset, summary;  // the preset that is trained, and what it is in a few words
  Graph graph;                  // of the model
  bool byte_weights = false;    // matrices are rounded to a byte a weight unless the user says otherwise
  Dataset dataset;              // the recordings, for run folder and card
  size_t validation_examples = 0;
  Metric metric;  // what the best weights are chosen by; `value` means nothing here
  std::function<Result<Trainer>()> trainer;
  std::function<double(const std::vector<float>& weights)>
      validate;                              // the metric's value; asked only where something validates
  std::function<void(Model& model)> finish;  // part and golden example
  std::function<void(const std::vector<float>& weights, const std::string& run_folder)>
      sketch;  // something to listen to; may be null
};

// One recording, and how the model does on it.
struct JudgedExample {
  std::string name;
  std::vector<Metric> metrics;
};

struct TrainingFamily {
  std::string_view id;                   // as in Model
  std::span<const char* const> presets;  // by which `train` finds the family
  // Throws DataRefused or std::runtime_error, in one sentence. listening is told the share that was read so
  // far.
  TrainingTask (*prepare)(const TrainOptions& options, const std::function<void(double)>& listening);
  std::vector<std::string> (*warnings)(const TrainingTask& task);  // what is odd about the recordings
  // Recordings that the model has not been trained on are the caller's to choose.
  std::vector<JudgedExample> (*judge)(const Model& model, const std::vector<std::string>& paths);
};

}  // namespace partials
