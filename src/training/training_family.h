// SPDX-License-Identifier: MIT
// A family's functions for training, evaluating and listing: one table, named by its line in
// families/families.txt. The run (runs/train_session.h) uses only this table of a family.
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

// Everything that one training uses, made from its options.
struct TrainingTask {
  std::string preset, summary;  // the preset that is trained, and a short description
  Graph graph;                  // of the model
  bool byte_weights = false;  // matrices are rounded to one byte per weight unless the user chooses otherwise
  Dataset dataset;            // the recordings, for run folder and card
  size_t validation_examples = 0;
  Metric metric;  // the metric that selects the best weights; its `value` is unused here
  std::function<Result<Trainer>()> trainer;
  std::function<double(const std::vector<float>& weights)>
      validate;                              // the metric's value; called only if there is a validation set
  std::function<void(Model& model)> finish;  // part and golden example
  std::function<void(const std::vector<float>& weights, const std::string& run_folder)>
      sketch;  // writes an audible sketch; may be null
};

// One recording, and the model's metrics on it.
struct JudgedExample {
  std::string name;
  std::vector<Metric> metrics;
};

struct TrainingFamily {
  std::string_view id;                   // as in Model
  std::span<const char* const> presets;  // `train` finds the family by these
  // Throws DataRefused or std::runtime_error with one sentence. listening receives the share that was read so
  // far.
  TrainingTask (*prepare)(const TrainOptions& options, const std::function<void(double)>& listening);
  std::vector<std::string> (*warnings)(const TrainingTask& task);  // warnings about the recordings
  // The caller chooses recordings that the model was not trained on.
  std::vector<JudgedExample> (*judge)(const Model& model, const std::vector<std::string>& paths);
};

}  // namespace partials
