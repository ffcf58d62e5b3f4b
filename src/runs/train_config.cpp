// SPDX-License-Identifier: MIT
#include "runs/train_config.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/need.h"
#include "model/graph_json.h"
#include "model/json_depth.h"
#include "model/json_fields.h"
#include "system/file.h"
#include "training/training_families.h"

namespace partials {
namespace {

using nlohmann::json;

constexpr uint64_t kMostBytes = 16 << 20;
constexpr const char* kOfOneRun[] = {"inputs",  "output",          "folder",      "name", "author",
                                     "licence", "consent",         "description", "tags", "begun",
                                     "created", "resolved_preset", "asked"};
constexpr const char* kStructured[] = {"trainer", "graph", "settings"};

template <class List>
bool is_in(const std::string& word, const List& list) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

TrainSetting text_setting(std::string name, std::string* at, std::string expected, std::string what) {
  return {std::move(name),
          "",
          std::move(what),
          std::move(expected),
          [at] { return json(*at); },
          [at](const json& j) {
            if (!j.is_string()) return false;
            *at = j.get<std::string>();
            return true;
          }};
}

TrainSetting seed_setting(uint64_t* at) {
  return {"seed",
          "",
          "of the random numbers",
          "a whole number from 0",
          [at] { return json(*at); },
          [at](const json& j) {
            if (!j.is_number_unsigned()) return false;
            *at = j.get<uint64_t>();
            return true;
          }};
}

TrainSetting split_seed_setting(std::optional<uint64_t>* at) {
  return {"split_seed",
          "",
          "draws which recordings validate; null: as seed",
          "a whole number from 0, or null",
          [at] { return *at ? json(**at) : json(); },
          [at](const json& j) {
            if (!j.is_number_unsigned() && !j.is_null()) return false;
            *at = j.is_null() ? std::nullopt : std::optional(j.get<uint64_t>());
            return true;
          }};
}

TrainSetting steps_setting(int64_t* at) {
  return {"steps",
          "steps",
          "exactly so many; 0: as many as the time allows",
          "a whole number from 0",
          [at] { return json(*at); },
          [at](const json& j) {
            if (!j.is_number_unsigned() || j.get<uint64_t>() > (uint64_t{1} << 53)) return false;
            *at = j.get<int64_t>();
            return true;
          }};
}

TrainSetting until_setting(std::optional<double>* at) {
  return {"until",
          "",
          "stop when validation is this good, in the unit of the family's metric",
          "a number or null",
          [at] { return *at ? json(**at) : json(); },
          [at](const json& j) {
            if (!j.is_number() && !j.is_null()) return false;
            *at = j.is_null() ? std::nullopt : std::optional(j.get<double>());
            return true;
          }};
}

TrainSetting flag_setting(std::string name, bool* at, std::string what) {
  return {std::move(name),
          "",
          std::move(what),
          "true or false",
          [at] { return json(*at); },
          [at](const json& j) {
            if (!j.is_boolean()) return false;
            *at = j.get<bool>();
            return true;
          }};
}

std::string weights_word(const TrainOptions& o) { return o.weights.empty() ? "preset" : o.weights; }

TrainSetting weights_setting(TrainOptions* o) {
  static const std::vector<std::string> words = {"preset", "bytes", "full"};
  return choice_setting(
      "weights", words,
      [o] {
        return static_cast<size_t>(std::find(words.begin(), words.end(), weights_word(*o)) - words.begin());
      },
      [o](size_t i) { o->weights = i == 0 ? "" : words[i]; }, "bits of a weight: bytes 8, full 32");
}

const TrainingFamily& family_for(const TrainOptions& o) {
  if (const TrainingFamily* family = training_family_of_preset(o.preset)) return *family;
  throw std::runtime_error("There is no preset '" + o.preset + "'; choose one of: " + all_presets() + ".");
}

std::vector<std::string> names_of(const TrainSettings& settings) {
  std::vector<std::string> names;
  for (const TrainSetting& s : settings) names.push_back(s.name);
  return names;
}

std::vector<std::string> known_names(TrainOptions o) {
  std::vector<std::string> names = names_of(settings_of(o));
  const TrainingFamily& family = family_for(o);
  if (family.settings)
    for (const std::string& name : names_of(family.settings(o))) names.push_back(name);
  return names;
}

// Sets an option, or remembers a setting of trainer or graph for the preset.
void set(const std::string& name, const json& value, TrainOptions& o) {
  if (name.rfind("trainer.", 0) == 0 || name.rfind("graph.", 0) == 0) {
    o.settings[name] = value.dump(-1, ' ', false, json::error_handler_t::replace);
    return;
  }
  const TrainSettings own = settings_of(o);
  if (!is_in(name, names_of(own))) throw std::runtime_error(unknown_setting(name, known_names(o)).text);
  need(take_settings(own, {{name, value.dump(-1, ' ', false, json::error_handler_t::replace)}}));
}

}  // namespace

json config_from_text(const std::string& text) {
  if (too_deep(text)) return json::object();
  json config = json_from_text(text);
  if (!config.is_object()) return json::object();
  const auto graph = config.find("graph");
  if (graph != config.end() && graph->is_object() && graph->contains("nodes"))
    *graph = nlohmann::ordered_json::parse(text, nullptr, false)["graph"].dump();
  return config;
}

std::string text_of_config(json config) {
  const auto graph = config.find("graph");
  std::string nodes;
  if (graph != config.end() && graph->is_string()) {
    nodes = ",\n \"graph\": " + graph->get<std::string>();
    config.erase(graph);
  }
  std::string text = config.dump(1, ' ', false, json::error_handler_t::replace);
  const size_t end = text.rfind("\n}");
  return end == std::string::npos ? text : text.substr(0, end) + nodes + "\n}\n";
}

TrainSettings settings_of(TrainOptions& o) {
  return {text_setting("preset", &o.preset, "one of " + all_presets(), "kind and size of the model"),
          weights_setting(&o),
          number_setting("minutes", &o.minutes, 0.05, 10000, "min", "maximum training time"),
          steps_setting(&o.steps),
          until_setting(&o.until),
          seed_setting(&o.seed),
          split_seed_setting(&o.split_seed),
          whole_setting("folds", &o.folds, 0, 1000000, "",
                        "every N-th interior note is kept for a test; 0: none"),
          whole_setting("fold", &o.fold, 0, 1000000, "", "which of them"),
          flag_setting("allow_copies", &o.allow_copies, "accept recordings that hold the same sound"),
          flag_setting("shuffle_targets", &o.shuffle_targets,
                       "a control: learn from wrong pairs, which must fail"),
          number_setting("validation_share", &o.validation_share, 0, 0.5, "", "of the recordings"),
          number_setting("checkpoint_s", &o.checkpoint_s, 0, 3600, "s", "between checkpoints")};
}

bool is_of_one_run(const std::string& name) { return is_in(name, kOfOneRun); }

void take_training(const json& c, const std::string& file, TrainOptions& o) {
  if (const auto trainer = c.find("trainer"); trainer != c.end())
    for (auto& [name, value] : flat_settings(*trainer, "trainer.")) o.settings[name] = value;
  const auto graph = c.find("graph");
  if (graph != c.end() && graph->is_string()) {
    o.graph = graph->get<std::string>();
    o.graph_file = file;
  } else if (graph != c.end()) {
    for (auto& [name, value] : flat_settings(*graph, "graph.")) o.settings[name] = value;
  }
  if (const auto set = c.find("settings"); set != c.end())
    for (auto& [name, value] : flat_settings(*set)) o.settings[name] = value;
}

void take_config(const json& c, const std::string& file, TrainOptions& o, const std::set<std::string>& kept) {
  if (!c.is_object())
    throw std::runtime_error("The configuration '" + file +
                             "' is not a JSON object; partials train --print-config --json writes one.");
  try {
    // it decides what the others may be
    if (c.contains("preset") && !kept.count("preset")) set("preset", c["preset"], o);
    for (const auto& [name, value] : c.items()) {
      if (is_of_one_run(name) || name == "base" || is_in(name, kStructured) || kept.count(name)) continue;
      set(name, name == "weights" && value == "" ? json("preset") : value, o);
    }
    take_training(c, file, o);
  } catch (const std::runtime_error& e) {
    throw std::runtime_error("The configuration '" + file + "': " + e.what());
  }
}

void take_config_file(const std::string& path, TrainOptions& o, const std::set<std::string>& kept) {
  const std::string text = need(read_file(path, kMostBytes));
  if (too_deep(text))
    throw std::runtime_error("The configuration '" + path + "' is nested too deep; write it anew.");
  const json config = config_from_text(text);
  take_config(config.empty() ? json_from_text(text) : config, path, o, kept);
}

void take_assignment(const std::string& assignment, TrainOptions& o) {
  const size_t at = assignment.find('=');
  if (at == 0 || at == std::string::npos)
    throw std::runtime_error("'" + assignment + "' is not NAME=VALUE; write, for instance, " +
                             "trainer.adam.learning_rate=0.002.");
  const std::string text = assignment.substr(at + 1);
  const json value = too_deep(text) ? json() : json_from_text(text);
  set(assignment.substr(0, at), value.is_discarded() ? json(text) : value, o);
}

void take_graph_file(const std::string& path, TrainOptions& o) {
  if (!training_takes_graph(o))
    throw std::runtime_error("The preset '" + o.preset +
                             "' makes its graph from the recordings; leave --graph out.");
  const std::string text = need(read_file(path, kMostBytes));
  need(graph_from_json(text, path));
  o.graph = text;
  o.graph_file = path;
}

bool training_takes_graph(const TrainOptions& o) { return family_for(o).takes_graph; }

void check_settings(const TrainOptions& o) {
  const TrainingFamily& family = family_for(o);
  if (o.settings.empty()) return;
  const TrainSettings own = family.settings ? family.settings(o) : TrainSettings{};
  const std::vector<std::string> names = names_of(own);
  const bool any_graph = !family.takes_graph;  // whose nodes are known only with the recordings
  for (const auto& [name, value] : o.settings)
    if (!is_in(name, names) && !(any_graph && name.rfind("graph.", 0) == 0))
      throw std::runtime_error(unknown_setting(name, known_names(o)).text);
  need(take_settings(own, o.settings));
}

std::vector<TrainSetting> all_settings(TrainOptions& o) {
  std::vector<TrainSetting> all = settings_of(o);
  const TrainingFamily& family = family_for(o);
  if (!family.settings) return all;
  TrainSettings own = family.settings(o);
  need(take_settings(own, o.settings));
  for (TrainSetting& s : own) all.push_back(std::move(s));
  return all;
}

std::vector<std::string> known_settings(const TrainOptions& o) { return known_names(o); }

json json_of_settings(const SettingValues& values) {
  json all = json::object();
  for (const auto& [name, text] : values) {
    const json value = json_from_text(text);
    all[name] = value.is_discarded() ? json(text) : value;
  }
  return all;
}

}  // namespace partials
