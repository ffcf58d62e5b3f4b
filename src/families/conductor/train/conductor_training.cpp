// SPDX-License-Identifier: MIT
// The line `conductor` of families.txt: training, judging and reporting.
#include <algorithm>
#include <memory>

#include "base/need.h"
#include "base/sha256.h"
#include "families/conductor/conductor_graph.h"
#include "families/conductor/conductor_model.h"
#include "families/conductor/train/conducted.h"
#include "families/conductor/train/conductor_trainer.h"
#include "families/conductor/train/evaluate_conductor.h"
#include "families/conductor/train/render_beats.h"
#include "families/motion/csv_reader.h"
#include "families/motion/split_takes.h"
#include "families/motion/train/take_folder.h"
#include "model/golden.h"
#include "system/file.h"
#include "training/training_family.h"

namespace partials {
namespace conductor {
namespace {

constexpr size_t kFolds = 6;  // one of which validates
constexpr const char* kPresets[] = {"conductor"};

struct Material {
  Graph graph = conductor_graph();
  std::vector<Example> examples;
  std::vector<motion::Take> kept;  // to validate by
};

Model model_with(const Material& m, const std::vector<float>& weights) {
  Model model;
  model.family = kConductorFamily;
  model.graph = m.graph;
  model.weights = weights;
  return model;
}

// People who validate are not learned from; where people are not known, takes.
std::vector<bool> held_out(const std::vector<motion::Take>& takes, std::string& words) {
  std::vector<bool> out(takes.size());
  auto folds = motion::split_takes(takes, motion::HoldOut::person);
  words = "a sixth of the people validate";
  if (!folds) {
    folds = motion::split_takes(takes, motion::HoldOut::take);
    words = "a sixth of the takes validate, as people are unknown";
  }
  if (!folds || takes.size() < 2) {
    words = "there is nothing to validate by";
    return out;
  }
  const motion::Folds joined = motion::joined_folds(folds.value(), takes, kFolds);
  for (const size_t i : joined.held_out.front()) out[i] = true;
  return out;
}

// The takes of all files, and what the card says of these.
std::vector<motion::Take> read_all(const TrainOptions& options, Dataset& data,
                                   const std::function<void(double)>& listening) {
  const auto files = options.files.empty() ? motion::movement_files(options.inputs) : options.files;
  std::vector<motion::Take> takes;
  for (const std::string& file : files) {
    for (motion::Take& take : motion::read_takes({file}).takes) takes.push_back(std::move(take));
    Recording r;
    r.path = file;
    r.sha256 = sha256_hex(need(read_file(file, motion::kMaxCsvBytes)));
    r.format = "movement";
    r.licence = motion::said_or_unknown(takes.back().licence);
    r.consent = motion::said_or_unknown(takes.back().consent);
    r.source = motion::said_or_unknown(takes.back().person);
    data.pieces.push_back({data.recordings.size()});
    data.recordings.push_back(std::move(r));
    listening(static_cast<double>(data.recordings.size()) / static_cast<double>(files.size()));
  }
  if (takes.empty()) throw DataRefused("There is no take of movement to train on; name CSV or BVH files.");
  return takes;
}

TrainingTask prepare(const TrainOptions& options, const std::function<void(double)>& listening) {
  auto m = std::make_shared<Material>();
  TrainingTask task;
  task.dataset.name = "takes of conducting";
  std::vector<motion::Take> takes = read_all(options, task.dataset, listening);
  const std::vector<bool> out = held_out(takes, task.dataset.split_description);
  for (size_t i = 0; i < takes.size(); ++i)
    if (out[i])
      m->kept.push_back(std::move(takes[i]));
    else
      m->examples.push_back(need(example_of(takes[i], "", 1.0 / kRateHz)));
  task.preset = kPresets[0];
  task.summary = "beats of a conducting hand";
  task.validation_examples = m->kept.size();
  task.metric = {"in_time", "%", false};  // beats within kClose_s
  need(take_settings(settings_of(m->graph), options.settings));
  task.graph = m->graph;
  TrainerConfig config = conductor_trainer_config(options.threads, options.seed);
  const TrainSettings own = settings_of(config);
  need(take_settings(own, options.settings));
  task.trainer_settings = json_of(own);
  task.trainer = [m, config] { return conductor_trainer(m->graph, m->examples, config); };
  task.validate = [m](const std::vector<float>& weights) {
    const Model model = model_with(*m, weights);
    BeatScore sum;
    for (const motion::Take& take : m->kept)
      sum.add(score(need(truth_of(take)), need(model_hears(model, take, ""))));
    return 100 * sum.close_share();
  };
  task.finish = [m](Model& model) {
    const auto& hand = m->examples.front().tracks.at("hand").values;
    const auto frames = std::min(hand.size(), size_t{3} * 2 * kRateHz);
    need(make_golden(model, conductor_format(),
                     {{"hand", {hand.begin(), hand.begin() + static_cast<ptrdiff_t>(frames)}}}));
  };
  return task;
}

TrainSettings settings(const TrainOptions& options) {
  const auto config =
      std::make_shared<TrainerConfig>(conductor_trainer_config(options.threads, options.seed));
  const auto graph = std::make_shared<Graph>(conductor_graph());
  TrainSettings all = keep_alive(settings_of(*config), config);
  for (TrainSetting& s : keep_alive(settings_of(*graph), graph)) all.push_back(std::move(s));
  return all;
}

std::vector<std::string> warnings(const TrainingTask&) { return {}; }

std::vector<JudgedExample> judge(const Model& model, const std::vector<std::string>& paths) {
  std::vector<JudgedExample> out;
  for (const JudgedTake& t : judge_takes(model, motion::read_takes(paths).takes).takes) {
    const BeatScore& s = t.scores[0];
    out.push_back({t.name,
                   {{"beats_f", "%", false, 100 * s.f()},
                    {"foretold_ms", "ms", true, 1000 * s.foretold_quantile_s(0.5)}}});
  }
  return out;
}

}  // namespace
}  // namespace conductor

extern const TrainingFamily conductor_training;
const TrainingFamily conductor_training{
    .id = conductor::kConductorFamily,
    .name = "conductor",
    .presets = conductor::kPresets,
    .prepare = conductor::prepare,
    .warnings = conductor::warnings,
    .judge = conductor::judge,
    .settings = conductor::settings,
    .evaluate = conductor::evaluate_conductor,
    .render = conductor::render_beats,
};

}  // namespace partials
