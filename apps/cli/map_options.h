// SPDX-License-Identifier: MIT
// What a mapping is made of, from the command line.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "body/map_session.h"

namespace partials {

struct MapOptions {
  std::string kind = "regression";
  std::vector<std::string> channels, features, outputs;
  int rate_hz = 60;
};

// A model file that is a mapping; throws Stop where it is another model.
Model load_mapping(const std::string& file);

void add_map_options(CLI::App& verb, MapOptions& options);

// "NAME=LOW..HIGH" or "NAME=LOW..HIGH@PER_S"; throws Stop.
motion::MappingOutput output_from(const std::string& text);
motion::MappingKind kind_from(const std::string& name);
Result<body::Inputs> inputs_from(const MapOptions& options);

}  // namespace partials
