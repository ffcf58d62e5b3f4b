// SPDX-License-Identifier: MIT
#include "sweep/space_names.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "learn/train_settings.h"
#include "runs/train_config.h"

namespace partials {
namespace {

constexpr const char* kOptions[] = {"preset", "weights", "base", "seed"};
// Time would make the table depend on the machine.
constexpr const char* kOfTheSweep[] = {"steps", "minutes", "checkpoint_s"};

template <class List>
bool is_in(const std::string& name, const List& list) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

std::set<std::string> presets_of(const Sweep& sweep) {
  std::set<std::string> presets;
  const auto add = [&](const TrialValues& values) {
    for (const auto& [name, value] : values)
      if (name == "preset" && value.is_string()) presets.insert(value.get<std::string>());
  };
  add(sweep.space.set);
  for (const TrialValues& values : sweep.trials) add(values);
  if (presets.empty()) presets.insert(kAutoPreset);
  return presets;
}

}  // namespace

Result<void> check_names(const Sweep& sweep, const std::string& file) {
  std::vector<std::string> known;
  bool any_graph = false;
  for (const std::string& preset : presets_of(sweep)) try {
      TrainOptions options;
      options.preset = preset;
      for (std::string& name : known_settings(options)) known.push_back(std::move(name));
      any_graph = any_graph || !training_takes_graph(options);
    } catch (const std::runtime_error&) {  // its trials say that there is no such preset
    }
  if (known.empty()) return {};
  std::erase_if(known, [](const std::string& name) { return is_in(name, kOfTheSweep); });
  known.insert(known.end(), std::begin(kOptions), std::end(kOptions));
  std::set<std::string> names;
  for (const auto& [name, value] : sweep.space.set) names.insert(name);
  for (const Dimension& d : sweep.space.dimensions) names.insert(d.name);
  for (const std::string& name : names) {
    if (is_in(name, kOfTheSweep))
      return Error{"'" + file + "': '" + name +
                   "' cannot be set or tried; a sweep has 'steps', and no limit of time."};
    if (!is_in(name, known) && !(any_graph && name.rfind("graph.", 0) == 0))
      return Error{"'" + file + "': " + unknown_setting(name, known).text};
  }
  return {};
}

}  // namespace partials
