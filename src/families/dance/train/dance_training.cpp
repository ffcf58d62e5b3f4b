// SPDX-License-Identifier: MIT
// The line `dance` of families.txt: training, judging and inspecting. Presets: `dance` learns to move as its
// takes do; `partner` learns to follow the other body of pairs that were recorded together.
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "base/need.h"
#include "families/dance/train/evaluate_dance.h"
#include "families/dance/train/material.h"
#include "families/motion/repeats.h"
#include "families/motion/split_takes.h"
#include "learn/track_objective.h"
#include "model/golden.h"
#include "training/training_family.h"

namespace partials {
namespace dance {
namespace {

using nlohmann::json;

constexpr const char* kPresets[] = {"dance", "partner"};
constexpr size_t kFolds = 8;           // one of them validates
constexpr size_t kOpeningFrames = 90;  // of the golden example, with which a model begins to dance

struct Material {
  DanceTakes dances;
  std::vector<Role> learn, validate;
  DancePart part;
  std::vector<Example> training, validation;
};

std::vector<motion::Take> notes_of(const DanceTakes& dances) {
  std::vector<motion::Take> takes;
  for (const DanceTake& t : dances.takes) takes.push_back(t.take);
  return takes;
}

// Whether each take validates; none where all were recorded together. Sets the sentence about it.
std::vector<bool> validating(const DanceTakes& dances, std::string& sentence) {
  std::vector<bool> kept(dances.takes.size());
  const auto takes = notes_of(dances);
  const auto folds = motion::split_takes(takes, motion::HoldOut::take, motion::find_repeats(takes));
  sentence = "All takes hang together, so none validates.";
  if (!folds) return kept;
  const motion::Folds joined = motion::joined_folds(folds.value(), takes, kFolds);
  const auto& list = joined.held_out.back();
  sentence = joined.sentence + " Validation:";
  for (const size_t i : list) {
    kept[i] = true;
    sentence += " " + takes[i].name;
  }
  sentence += ".";
  return kept;
}

// Which takes have a sound beside them, with a blank before it; empty: none has.
std::string sentence_of_sounds(const DanceTakes& dances) {
  std::string silent;
  size_t with = 0;
  for (const DanceTake& t : dances.takes) {
    with += !t.sound.empty();
    if (t.sound.empty()) silent += " " + t.take.name;
  }
  if (with == 0) return "";
  if (silent.empty()) return " The model hears the sounds beside the takes.";
  return " The model hears the sounds beside the takes; without one, these are silent:" + silent + ".";
}

Dataset dataset_of(const DanceTakes& dances, const std::vector<bool>& kept, const std::string& sentence) {
  Dataset data;
  data.name = "takes of movement";
  data.split_description = sentence;
  for (size_t i = 0; i < dances.takes.size(); ++i) {
    const DanceTake& t = dances.takes[i];
    Recording r;
    r.path = t.path;
    r.sha256 = t.sha256;
    r.format = "bvh";
    r.rate_hz = dances.rate_hz;
    r.samples = static_cast<int64_t>(t.poses.size());
    r.licence = motion::said_or_unknown(t.take.licence);
    r.consent = motion::said_or_unknown(t.take.consent);
    data.recordings.push_back(r);
    data.pieces.push_back({i, 0, r.samples, 0, false, kept[i] ? Split::validation : Split::train});
  }
  data.split_description += sentence_of_sounds(dances);
  return data;
}

std::shared_ptr<Material> material_of(const TrainOptions& options, Dataset& data) {
  auto m = std::make_shared<Material>();
  m->dances = read_dances(options.files.empty() ? options.inputs : options.files, kDanceRate);
  std::string sentence;
  const std::vector<bool> kept = validating(m->dances, sentence);
  data = dataset_of(m->dances, kept, sentence);
  for (const Role& role : roles_of(m->dances, options.preset == kPresets[1]))
    (kept[role.own] ? m->validate : m->learn).push_back(role);
  if (m->learn.empty()) std::swap(m->learn, m->validate);
  add_swapped(m->learn);
  add_mirrored(m->dances, m->learn);
  m->part = part_from(m->dances, m->learn);
  if (m->part.sound.size()) add_silenced(m->dances, m->learn);
  m->training = examples_of(m->part, m->dances, m->learn);
  m->validation = examples_of(m->part, m->dances, m->validate);
  return m;
}

double below_ar2(const Material& m, const Graph& graph, const std::vector<float>& weights) {
  std::vector<Nats> all;
  for (const Example& e : m.validation) all.push_back(nats_of(graph, weights, m.part, e));
  return mean_of(all).below_ar2();
}

void finish(const Material& m, Model& model) {
  model.part = std::make_shared<const DancePart>(m.part);
  const Example& from = m.validation.empty() ? m.training.front() : m.validation.front();
  Tracks inputs;
  for (const GraphInput& in : model.graph.inputs) {
    const Track& track = from.tracks.at(in.id);
    const size_t n = std::min(kOpeningFrames, track.times()) * static_cast<size_t>(track.channels);
    inputs[in.id] = {track.values.begin(), track.values.begin() + static_cast<ptrdiff_t>(n)};
  }
  need(make_golden(model, dance_format(), std::move(inputs)));
}

TrainingTask prepare(const TrainOptions& options, const std::function<void(double)>& listening) {
  TrainingTask task;
  const auto m = material_of(options, task.dataset);
  listening(1);
  task.preset = options.preset;
  task.summary = "a dancer that moves as its takes do";
  DanceShape shape;
  shape.numbers = static_cast<int>(m->part.scale.size());
  shape.leader = static_cast<int>(m->part.leader.size());
  shape.sound = static_cast<int>(m->part.sound.size());
  shape.rate_hz = kDanceRate;
  task.graph = dance_graph(shape);
  task.validation_examples = m->validation.size();
  task.metric = {"below_ar2", "nats a number", false};
  need(take_settings(settings_of(task.graph), options.settings));
  const Graph graph = task.graph;
  TrainerConfig config = dance_trainer_config(options.seed);
  const TrainSettings own = settings_of(config);
  need(take_settings(own, options.settings));
  task.trainer_settings = json_of(own);
  task.trainer = [=] { return dance_trainer(graph, m->training, config); };
  task.validate = [=](const std::vector<float>& weights) { return below_ar2(*m, graph, weights); };
  task.finish = [=](Model& model) { finish(*m, model); };
  return task;
}

// The graph's depend on the bodies of the takes and are not among them.
TrainSettings settings(const TrainOptions& options) {
  const auto config = std::make_shared<TrainerConfig>(dance_trainer_config(options.seed));
  return keep_alive(settings_of(*config), config);
}

std::vector<std::string> warnings(const TrainingTask& task) {
  std::vector<std::string> out;
  if (task.validation_examples == 0)
    out.push_back(
        "Warning: no take validates, so training cannot stop where it begins to learn by heart; add another "
        "performance.");
  return out;
}

std::vector<JudgedExample> judge(const Model& model, const std::vector<std::string>& paths) {
  std::vector<JudgedExample> out;
  for (const TakeNats& t : nats_of_takes(model, paths))
    out.push_back({t.name,
                   {{"nats", "", true, t.nats.model},
                    {"ar2_nats", "", true, t.nats.ar2},
                    {"below_ar2", "", false, t.nats.below_ar2()}}});
  return out;
}

void add_facts(const Model& model, json& j) {
  const DancePart& part = part_of(model);
  j["dance"] = {{"joints", part.rig.rest.size()},         {"turning", part.rig.turning.size()},
                {"numbers", part.scale.size()},           {"speed_m_s", part.speed},
                {"acceleration_m_s2", part.acceleration}, {"leader", part.leader.joints},
                {"hears_sound", part.sound.size() > 0}};
}
std::string facts_text(const json& j) {
  const json& d = j["dance"];
  std::string text = "Dance: " + d["turning"].dump() + " of " + d["joints"].dump() + " joints turn, " +
                     d["numbers"].dump() + " numbers a frame";
  text += d["leader"].empty() ? ", follows nobody" : ", follows a leader";
  return text + (d.value("hears_sound", false) ? ", hears sound\n" : "\n");
}

}  // namespace
}  // namespace dance

extern const TrainingFamily dance_training;
const TrainingFamily dance_training{
    .id = dance::kDanceFamily,
    .name = "dance",
    .presets = dance::kPresets,
    .prepare = dance::prepare,
    .warnings = dance::warnings,
    .judge = dance::judge,
    .settings = dance::settings,
    .next = "Let it dance: partials dance run MODEL -o dance.html",
    .evaluate = dance::evaluate_dance,
    .add_facts = dance::add_facts,
    .facts_text = dance::facts_text,
};

}  // namespace partials
