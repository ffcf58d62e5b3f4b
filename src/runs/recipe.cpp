// SPDX-License-Identifier: MIT
#include "runs/recipe.h"

#include <cstdio>

#include "model/graph_json.h"
#include "model/json_depth.h"
#include "model/json_fields.h"
#include "report/json_values.h"
#include "runs/train_config.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;

// "...; fold 2 of 6" at the end of the split's description, as earlier versions wrote it.
void take_fold(const std::string& split, TrainOptions& o) {
  const size_t at = split.rfind("; fold ");
  if (at != std::string::npos) (void)std::sscanf(split.c_str() + at, "; fold %d of %d", &o.fold, &o.folds);
}

}  // namespace

json recipe_of(const TrainOptions& o, const TrainingTask& task, const json& lock, const json& machine,
               const std::string& parent_sha256) {
  json config{{"preset", o.preset},
              {"weights", o.weights.empty() ? "preset" : o.weights},
              {"steps", o.steps},
              {"seed", o.seed},
              {"folds", o.folds},
              {"fold", o.fold},
              {"validation_share", o.validation_share}};
  config.update(task.trainer_settings);
  if (o.shuffle_targets) config["shuffle_targets"] = true;
  if (o.split_seed) config["split_seed"] = *o.split_seed;
  json maker = machine;
  maker.erase("ranks");  // any number of them gives the same bytes
  json recipe{{"format", kFormat}, {"config", config}, {"data", lock}, {"machine", maker}};
  if (!parent_sha256.empty()) recipe["parent"] = parent_sha256;
  return recipe;
}

json recipe_in(const Model& model) {
  if (too_deep(model.training)) return json::object();
  const json j = json_from_text(model.training);
  return j.is_object() ? j : json::object();
}

TrainOptions options_again(const Model& model) {
  const Card& card = model.card;
  TrainOptions o;
  o.minutes = 10000;
  o.allow_copies = true;  // whether they are refused changes nothing else
  o.name = card.name;
  o.author = card.author;
  o.licence = card.licence;
  o.description = card.description;
  o.tags = card.tags;
  const json recipe = recipe_in(model);
  if (const json config = object_in(recipe, "config"); !config.empty()) {
    take_config(config, "training", o);
    if (training_takes_graph(o)) {
      o.graph = json_from_graph(model.graph);
      o.graph_file = "graph";
    }
    return o;
  }
  o.preset = card.preset;
  o.weights = card.weights.empty() ? "full" : card.weights;
  o.seed = card.seed;
  // only a training of a fixed number of steps is not timed
  if (card.created.empty()) o.steps = card.steps;
  take_fold(card.split, o);
  return o;
}

}  // namespace partials
