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
#include "learn/train_options.h"
#include "learn/train_settings.h"
#include "learn/trainer.h"
#include "model/metric.h"
#include "model/model.h"
#include "training/verbs.h"

namespace partials {

// Everything that one training uses, made from its options.
struct TrainingTask {
  std::string preset, summary;  // the preset that is trained, and a short description
  Graph graph;                  // of the model
  // all of them, as they are used: {"trainer": {...}}
  nlohmann::json trainer_settings = nlohmann::json::object();
  bool byte_weights = false;  // matrices are rounded to one byte per weight unless the user chooses otherwise
  Dataset dataset;            // the recordings, for run folder and card
  size_t validation_examples = 0;
  Metric metric;  // the metric that selects the best weights; its `value` is unused here
  std::function<Result<Trainer>()> trainer;
  // the metric's value; called only if there is a validation set
  std::function<double(const std::vector<float>& weights)> validate;
  std::function<void(Model& model)> finish;  // part and golden example
  // writes an audible sketch; may be null
  std::function<void(const std::vector<float>& weights, const std::string& run_folder)> sketch;
};

// One recording, and the model's metrics on it.
struct JudgedExample {
  std::string name;
  std::vector<Metric> metrics;
};

// Functions throw DataRefused or std::runtime_error, in one sentence. Those after `judge` may be null: the
// verb then does what every family can (training/any_family.h), or says that there is none.
struct TrainingFamily {
  std::string_view id;                   // as in Model
  std::string_view name;                 // "instrument", for a person
  std::span<const char* const> presets;  // `train` finds the family by these
  // listening receives the share that was read so far
  TrainingTask (*prepare)(const TrainOptions& options, const std::function<void(double)>& listening);
  std::vector<std::string> (*warnings)(const TrainingTask& task);  // warnings about the recordings
  // The caller chooses recordings that the model was not trained on.
  std::vector<JudgedExample> (*judge)(const Model& model, const std::vector<std::string>& paths);

  // The settings of a preset with their values before those of the options, for lists and for checks before
  // training. They own what they refer to. Null: it has none.
  TrainSettings (*settings)(const TrainOptions& options) = nullptr;
  // Whether it trains a graph that the user gives; others make theirs from the recordings.
  bool takes_graph = false;

  std::string_view next = "Play it: partials render MODEL INPUT.wav -o OUT.wav";  // said after training
  bool (*takes)(const std::vector<std::string>& paths) = nullptr;  // whether these are its kind of recordings
  CheckResult (*check)(const CheckRequest& request) = nullptr;
  EvalResult (*evaluate)(const Model& model, const EvalRequest& request) = nullptr;
  // Writes the output file; returns what was done, in a sentence and as JSON.
  std::pair<std::string, nlohmann::json> (*render)(const Model& model,
                                                   const RenderRequest& request) = nullptr;
  // What `inspect` shows besides what any model has (training/inspection.h): adds to the object, and puts the
  // addition into words.
  void (*add_facts)(const Model& model, nlohmann::json& inspection) = nullptr;
  std::string (*facts_text)(const nlohmann::json& inspection) = nullptr;
  bool shuffles = false;            // takes TrainOptions::shuffle_targets
  bool divides_evaluation = false;  // takes EvalRequest::ranks
};

}  // namespace partials
