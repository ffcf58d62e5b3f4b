// SPDX-License-Identifier: MIT
// The values of a training by name, such as trainer.adam.learning_rate: each with unit, range and meaning, so
// that a file or the command line can set any of them, and a run folder stores all of them. A setting reads
// and writes its value in place; what it belongs to must outlive it.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/graph.h"
#include "learn/losses.h"
#include "learn/trainer.h"

namespace partials {

struct TrainSetting {
  std::string name, unit, what;
  std::string expected;  // for messages: "a number from 0 to 1"
  std::function<nlohmann::json()> value;
  std::function<bool(const nlohmann::json&)> take;  // false: not what is expected; the value is unchanged
};
using TrainSettings = std::vector<TrainSetting>;

TrainSetting number_setting(std::string name, double* at, double low, double high, std::string unit,
                            std::string what);
TrainSetting whole_setting(std::string name, int* at, int low, int high, std::string unit, std::string what);
TrainSetting choice_setting(std::string name, std::vector<std::string> words, std::function<size_t()> read,
                            std::function<void(size_t)> write, std::string what);

// trainer.width, trainer.adam.*, without seed and threads
TrainSettings settings_of(TrainerConfig& config);
TrainSettings settings_of(LossConfig& config);  // trainer.loss.*
TrainSettings settings_of(Graph& graph);        // graph.NODE.SETTING, whether or not the graph names it

// The same settings, which own what they refer to.
TrainSettings keep_alive(TrainSettings settings, std::shared_ptr<void> owner);

// Values by full name, as JSON text: "0.002", "[0.1, 0.05]", "\"cosine\"".
using SettingValues = std::map<std::string, std::string>;

// Sets those that are among the settings; others are left alone. An Error names value, range and remedy.
Result<void> take_settings(const TrainSettings& settings, const SettingValues& values);

// The Error for a name that is not known, with the nearest one.
Error unknown_setting(const std::string& name, const std::vector<std::string>& known);

// {"trainer": {"adam": {"learning_rate": 0.003}}}
nlohmann::json json_of(const TrainSettings& settings);

// The values of a JSON object by full name: nested keys are joined by points.
SettingValues flat_settings(const nlohmann::json& object, const std::string& before = "");

}  // namespace partials
