// SPDX-License-Identifier: MIT
// The settings of a training on the command line: --config, --set and --graph.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "learn/train_options.h"

namespace partials {

struct TrainConfiguration {
  std::string config, graph;     // names of files
  std::vector<std::string> set;  // NAME=VALUE
};

// A configuration's file comes first, then options, then --set and --graph. Throws Stop.
void configure(const TrainConfiguration& c, const CLI::App& cmd, TrainOptions* options);

// Whether the time is limited on purpose, and not by the default.
bool limits_time(const TrainConfiguration& c);

// Every setting with its value, unit, meaning and range.
void print_config(TrainOptions& options, bool as_json);

}  // namespace partials
