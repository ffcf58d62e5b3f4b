// SPDX-License-Identifier: MIT
// A toy family without audio: it classifies two numbers at 60 Hz into one of three labels. Files NAME.csv
// have one line "x,y,label" per frame.
#include "families/family.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "learn/track_objective.h"
#include "model/golden.h"
#include "model/graph_json.h"
#include "training/training_family.h"

namespace partials {
namespace {

constexpr const char* kId = "toy_labels";
constexpr int kLabels = 3;
constexpr const char* kGraph = R"({"hop_s": [1, 60], "reference_rate_hz": 0,
  "inputs": {"position": {"rate": "frame", "channels": 2}},
  "nodes": {"hidden": {"processor": "dense", "settings": {"units": 16}, "in": {"in": "in.position"}},
            "act": {"processor": "leaky_relu", "in": {"in": "hidden.out"}},
            "label": {"processor": "dense", "settings": {"units": 3}, "in": {"in": "act.out"}}},
  "outputs": {"label": "label.out"}})";

Result<void> check(const Graph&) { return {}; }
Result<std::shared_ptr<const ModelPart>> read(const Metadata&, const std::string&) {
  return std::make_shared<const ModelPart>();
}
void write(const Model&, Metadata&) {}
void derive(const Graph&, double, Tracks&) {}
constexpr FamilyFormat kFormat{check, read, write, derive};

Example table_at(const std::filesystem::path& path) {
  Example e{path.stem().string(), {}};
  Track position{Rate::frame, 2, {}}, label{Rate::frame, kLabels, {}};
  std::ifstream in(path);
  float x = 0, y = 0;
  int wanted = 0;
  for (char comma; in >> x >> comma >> y >> comma >> wanted;) {
    position.values.insert(position.values.end(), {x, y});
    for (int c = 0; c < kLabels; ++c) label.values.push_back(c == wanted ? 1.f : 0.f);
  }
  e.tracks["position"] = std::move(position);
  e.tracks["label"] = std::move(label);
  return e;
}

std::vector<Example> tables_in(const std::vector<std::string>& folders) {
  std::vector<std::string> files;
  for (const std::string& folder : folders)
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<Example> examples;
  for (const std::string& file : files) examples.push_back(table_at(file));
  if (examples.size() < 2)
    throw DataRefused("Two tables are needed at least: one to learn from and one to validate by.");
  return examples;
}

// Per cent of the frames whose highest output is the label.
double accuracy(const Graph& graph, const std::vector<float>& weights, const Example& example) {
  const auto played = play_tracks(graph, weights, example).value();
  const Track &own = played.at("label"), &wanted = example.tracks.at("label");
  const auto best = [](const Track& t, size_t i) {
    const auto row = t.values.begin() + static_cast<ptrdiff_t>(i) * kLabels;
    return std::max_element(row, row + kLabels) - row;
  };
  size_t right = 0;
  for (size_t i = 0; i < own.times(); ++i) right += best(own, i) == best(wanted, i);
  return 100.0 * static_cast<double>(right) / static_cast<double>(own.times());
}

TrainingTask prepare(const TrainOptions& options, const std::function<void(double)>& listening) {
  TrainingTask task;
  task.preset = kId;
  task.summary = "a toy that tells labels";
  task.graph = graph_from_json(kGraph, kId).value();
  auto all = tables_in(options.inputs);
  listening(1);
  const Example kept = all.back();
  all.pop_back();
  task.dataset.name = "tables";
  task.dataset.split_description = "the last table validates";
  task.validation_examples = 1;
  task.metric = {"accuracy", "%", false};
  TrainerConfig config;
  config.segment_s = 1;
  config.warm_up_s = 0;
  config.seed = options.seed;
  config.adam.learning_rate = 0.02;
  const Graph graph = task.graph;
  task.trainer = [=] {
    return track_trainer(graph, {all, {{LossKind::cross_entropy, "label", "label"}}}, config);
  };
  task.validate = [=](const std::vector<float>& weights) { return accuracy(graph, weights, kept); };
  task.finish = [=](Model& model) {
    const auto& position = kept.tracks.at("position").values;
    (void)make_golden(model, kFormat, {{"position", {position.begin(), position.begin() + 40}}});
  };
  return task;
}
std::vector<std::string> warnings(const TrainingTask&) { return {}; }

std::vector<JudgedExample> judge(const Model& model, const std::vector<std::string>& folders) {
  std::vector<JudgedExample> out;
  for (const Example& e : tables_in(folders))
    out.push_back({e.name, {{"accuracy", "%", false, accuracy(model.graph, model.weights, e)}}});
  return out;
}

constexpr const char* kPresets[] = {kId};

}  // namespace

extern const Family toy_labels_family;
const Family toy_labels_family{kId, kFormat, {nullptr, nullptr, nullptr}};
extern const TrainingFamily toy_labels_training;
const TrainingFamily toy_labels_training{kId, kId, kPresets, prepare, warnings, judge};

}  // namespace partials
