// SPDX-License-Identifier: MIT
// The configuration of a training as a file or as assignments NAME=VALUE. A file is a JSON object: the
// options by name (preset, steps, seed ...), "trainer" and "graph"; the config.json of a run is one. Every
// value of a training can be set; an unknown name is refused with the nearest. Throws std::runtime_error with
// one sentence.
#pragma once
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "learn/train_options.h"
#include "learn/train_settings.h"

namespace partials {

// A configuration as text. In memory a graph is text within it, because the order of its nodes, which JSON
// objects in memory lose, decides where their weights begin.
nlohmann::json config_from_text(const std::string& text);  // {} if it is no JSON object
std::string text_of_config(nlohmann::json config);

// preset, weights, minutes, steps, until, seed, split_seed, folds, fold, allow_copies, validation_share,
// checkpoint_s
TrainSettings settings_of(TrainOptions& options);

// Takes a configuration over, except for the options in `kept`. `file` is for messages. What belongs to one
// run alone (inputs, output, folder, name, created ...) is ignored.
void take_config(const nlohmann::json& config, const std::string& file, TrainOptions& options,
                 const std::set<std::string>& kept = {});
void take_config_file(const std::string& path, TrainOptions& options, const std::set<std::string>& kept);

// Whether an entry of a run's config.json says nothing of how it is trained, as its output does.
bool is_of_one_run(const std::string& name);

// "trainer", "graph" and "settings" of a configuration: what it resolved to, and what was set.
void take_training(const nlohmann::json& config, const std::string& file, TrainOptions& options);

// "trainer.adam.learning_rate=0.002". Whether the name exists is known only with the preset: check_settings.
void take_assignment(const std::string& assignment, TrainOptions& options);

// After the preset: not every family takes a graph.
void take_graph_file(const std::string& path, TrainOptions& options);

// Whether the preset's family trains a graph that it is given.
bool training_takes_graph(const TrainOptions& options);

// Whether the preset has all settings of the options, with these values.
void check_settings(const TrainOptions& options);

// The options' settings and those of the preset, with the values that the options give them.
std::vector<TrainSetting> all_settings(TrainOptions& options);

// The names of all settings. Throws if there is no such preset.
std::vector<std::string> known_settings(const TrainOptions& options);

// As one JSON object by name: the value where the text is JSON, otherwise the text.
nlohmann::json json_of_settings(const SettingValues& values);

}  // namespace partials
