// SPDX-License-Identifier: MIT
// A toy family: a stereo device of a native rate of 48 kHz, learned from pairs NAME.dry.wav and NAME.wet.wav.
// It shows how little code a family needs: this file and its line in tests/families/toys.txt.
#include "families/family.h"

#include <algorithm>
#include <filesystem>

#include "learn/track_objective.h"
#include "model/golden.h"
#include "model/graph_json.h"
#include "play/plan_sound.h"
#include "soundfile/channel_file.h"
#include "training/training_family.h"

namespace partials {
namespace {

constexpr const char* kId = "toy_device";
constexpr const char* kGraph = R"({"hop_s": [1, 250], "reference_rate_hz": 48000, "native_rate_hz": 48000,
  "inputs": {"dry": {"rate": "sample", "channels": 2}, "level_db": {"rate": "frame", "channels": 1}},
  "nodes": {"level": {"processor": "gain", "in": {"in": "in.dry", "gain_db": "in.level_db"}},
            "drive": {"processor": "gain", "in": {"in": "level.out"}},
            "tone": {"processor": "one_pole", "in": {"in": "drive.out"}}},
  "outputs": {"wet": "tone.out"}})";

// --- files and playing

Result<void> check(const Graph& graph) {
  if (graph.outputs.count("wet")) return {};
  return Error{"The graph of a device must have the output 'wet'."};
}
Result<std::shared_ptr<const ModelPart>> read(const Metadata&, const std::string&) {
  return std::make_shared<const ModelPart>();
}
void write(const Model&, Metadata&) {}
void derive(const Graph&, double, Tracks&) {}

ModelControls controls(const Model&) {
  ModelControls c;
  c[0] = {"level", "Level", "dB", -20, 0, 20, "level_db"};
  return c;
}
Result<std::unique_ptr<Sound>> sound(PlayerKind, std::shared_ptr<const Model> model, const Values& values,
                                     int rate_hz, int max_block) {
  const PlanSoundOptions options{"dry", "wet", controls(*model)};
  return make_plan_sound(std::move(model), options, values, rate_hz, max_block);
}

// --- training

const OutputLoss kLoss{LossKind::esr, "wet", "wet"};

Example pair_at(const std::filesystem::path& dry) {
  std::string wet = dry.string();
  wet.replace(wet.rfind(".dry."), 5, ".wet.");
  auto a = read_channels(dry.string()), b = read_channels(wet);
  if (!a || !b) throw DataRefused(a ? b.error().text : a.error().text);
  const size_t n = std::min(a.value().samples.size(), b.value().samples.size());
  a.value().samples.resize(n);
  b.value().samples.resize(n);
  Example e{dry.stem().stem().string(), {}};
  e.tracks["dry"] = {Rate::sample, 2, std::move(a).value().samples};
  e.tracks["wet"] = {Rate::sample, 2, std::move(b).value().samples};
  e.tracks["level_db"] = {Rate::frame, 1, std::vector<float>(n / 2 / 192 + 1, 0.f)};
  return e;
}

std::vector<Example> pairs_in(const std::vector<std::string>& folders) {
  std::vector<std::string> files;
  for (const std::string& folder : folders)
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().filename().string().find(".dry.") != std::string::npos)
        files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<Example> examples;
  for (const std::string& file : files) examples.push_back(pair_at(file));
  if (examples.empty())
    throw DataRefused("There is no pair NAME.dry.wav and NAME.wet.wav; record the device with its input.");
  return examples;
}

TrainingTask prepare(const TrainOptions& options, const std::function<void(double)>& listening) {
  TrainingTask task;
  task.preset = kId;
  task.summary = "a toy device";
  task.graph = graph_from_json(kGraph, kId).value();
  const auto examples = std::make_shared<std::vector<Example>>(pairs_in(options.inputs));
  listening(1);
  task.dataset.name = "pairs";
  task.dataset.split_description = "the last pair validates";
  const auto kept = std::make_shared<std::vector<Example>>(examples->end() - 1, examples->end());
  if (examples->size() > 1) examples->pop_back();
  task.validation_examples = kept->size();
  task.metric = {"esr", "", true};
  TrainerConfig config;
  config.segment_s = 0.1;
  config.warm_up_s = 0.02;
  config.seed = options.seed;
  config.adam.learning_rate = 0.02;
  const Graph graph = task.graph;
  task.trainer = [=] { return track_trainer(graph, {*examples, {kLoss}}, config); };
  task.validate = [=](const std::vector<float>& weights) {
    return loss_on(graph, weights, *kept, kLoss).value();
  };
  task.finish = [=](Model& model) {
    const auto& dry = kept->front().tracks.at("dry").values;
    const size_t frames = 50, n = std::min(dry.size(), frames * 192 * 2);
    const FamilyFormat format{check, read, write, derive};
    (void)make_golden(model, format,
                      {{"dry", {dry.begin(), dry.begin() + static_cast<ptrdiff_t>(n)}},
                       {"level_db", std::vector<float>(frames)}});
  };
  return task;
}
std::vector<std::string> warnings(const TrainingTask&) { return {}; }

std::vector<JudgedExample> judge(const Model& model, const std::vector<std::string>& folders) {
  std::vector<JudgedExample> out;
  for (const Example& e : pairs_in(folders))
    out.push_back({e.name, {{"esr", "", true, loss_on(model.graph, model.weights, {e}, kLoss).value()}}});
  return out;
}

constexpr const char* kPresets[] = {kId};

}  // namespace

extern const Family toy_device_family;
const Family toy_device_family{kId, {check, read, write, derive}, {sound, controls, nullptr}};
extern const TrainingFamily toy_device_training;
const TrainingFamily toy_device_training{kId, kId, kPresets, prepare, warnings, judge};

}  // namespace partials
