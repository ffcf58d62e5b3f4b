// SPDX-License-Identifier: MIT
#include "train_configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "print_json.h"
#include "runs/train_config.h"
#include "verbs/exits.h"

namespace partials {
namespace {

// The options of the command line whose names a configuration also has.
std::set<std::string> given_options(const CLI::App& cmd) {
  std::set<std::string> names;
  for (const CLI::Option* given : cmd.get_options([](const CLI::Option* x) { return x->count() > 0; })) {
    std::string name = given->get_name(false, true);
    name = name.substr(name.rfind("--") == std::string::npos ? 0 : name.rfind("--") + 2);
    std::replace(name.begin(), name.end(), '-', '_');
    names.insert(name == "checkpoint" ? "checkpoint_s" : name);
  }
  return names;
}

}  // namespace

void configure(const TrainConfiguration& c, const CLI::App& cmd, TrainOptions* options) {
  try {
    if (!c.config.empty()) take_config_file(c.config, *options, given_options(cmd));
    for (const std::string& assignment : c.set) take_assignment(assignment, *options);
    if (!c.graph.empty()) take_graph_file(c.graph, *options);
    check_settings(*options);
  } catch (const std::runtime_error& e) {
    throw Stop(Exit::usage, e.what());
  }
}

bool limits_time(const TrainConfiguration& c) {
  return std::any_of(c.set.begin(), c.set.end(),
                     [](const std::string& s) { return s.rfind("minutes=", 0) == 0; });
}

void print_config(TrainOptions& options, bool as_json) {
  const auto all = all_settings(options);
  if (as_json) return print_json(json_of(all), 1);
  for (const TrainSetting& s : all)
    fmt::print("{:<40} {:<12} {:<10} {}; {}\n", s.name, s.value().dump(), s.unit, s.what, s.expected);
}

}  // namespace partials
