// SPDX-License-Identifier: MIT
#include "verbs/training.h"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/audio_names.h"
#include "base/option_name.h"
#include "data/dataset.h"
#include "data/split.h"
#include "runs/run_config.h"
#include "system/file.h"
#include "training/training_families.h"
#include "verbs/exits.h"
#include "verbs/models.h"
#include "verbs/sentence_of.h"

namespace fs = std::filesystem;

namespace partials {

void check_folds(int folds, int fold) { must(check_plan({.folds = folds, .fold = fold}), Exit::usage); }

void keep_inputs(const std::string& option, const std::string& output,
                 const std::vector<std::string>& inputs) {
  std::error_code none;
  if (!fs::exists(output, none)) return;
  const fs::path folder = fs::path(output).has_parent_path() ? fs::path(output).parent_path() : fs::path(".");
  for (const std::string& input : inputs)
    if (fs::equivalent(output, input, none) ||
        (has_audio_extension(output) && fs::equivalent(folder, input, none)))
      throw Stop(Exit::usage, fmt::format("{} '{}' would overwrite one of its inputs; choose another name.",
                                          option, output));
}

void check_before_training(TrainOptions& o) {
  if (!training_family_of_preset(o.preset))
    throw Stop(Exit::usage,
               fmt::format("There is no preset '{}'; choose one of: {}.", o.preset, all_presets()));
  if (o.shuffle_targets && !training_family_of_preset(o.preset)->shuffles)
    throw Stop(Exit::usage, option("shuffle-targets") + " is not for models of the preset '" + o.preset +
                                "'; it is a control for instruments.");
  check_folds(o.folds, o.fold);
  keep_inputs(option("output"), o.output, o.inputs);
  must(can_write(o.output));
  must(check_tags(o.tags, option("tag")), Exit::usage);
}

Run new_training_run(TrainOptions& o, RunStore& store, const std::string& id) {
  if (o.inputs.empty() && o.given.empty())
    throw Stop(Exit::usage,
               "Name a folder of recordings to train on, for instance: partials train my-violin/ -o "
               "violin.partials");
  std::error_code none;
  for (const std::string& path : o.inputs)
    if (std::filesystem::symlink_status(path, none).type() == std::filesystem::file_type::not_found)
      throw DataRefused("'" + path + "' does not exist; name a folder or audio files.");
  check_before_training(o);
  if (!o.base.empty()) {
    o.base = model_file(o.base);
    (void)read_model(o.base);
  }
  if (o.name.empty()) o.name = std::filesystem::path(o.output).stem().string();
  for (std::string& path : o.inputs) path = std::filesystem::absolute(path).lexically_normal().string();
  nlohmann::json config = config_of(o);
  if (!id.empty()) config["asked"] = asked_of(o);
  return store.create(o.name, config, id);
}

TrainResult train_in(Run& run, const RunStore& store, const TrainOptions& o, bool resume,
                     const TrainEvents& events) {
  try {
    TrainResult r = train(o, run, resume, events);
    store.index(run);
    return r;
  } catch (const std::exception& e) {
    try {
      if (run.on_trial()) {
        run.give_up_resume();
      } else if (run.is_ours()) {
        nlohmann::json summary = run.figures();
        summary["error"] = sentence_of(e);
        run.set_state("failed", summary);
      }
      store.index(run);
    } catch (const std::exception&) {  // probably a disk error; report the first reason
    }
    throw;
  }
}

}  // namespace partials
