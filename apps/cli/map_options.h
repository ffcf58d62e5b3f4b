// SPDX-License-Identifier: MIT
// What a mapping is made of, from the command line.
#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "body/map_session.h"

namespace partials {

struct MapOptions {
  std::string kind;  // empty: a regression
  std::vector<std::string> channels, features, outputs;
  int rate_hz = 0;  // 0: kUsualRate_hz
  static constexpr int kUsualRate_hz = 60;
  int rate() const { return rate_hz ? rate_hz : kUsualRate_hz; }
};

// A model file that is a mapping; throws Stop where it is another model.
Model load_mapping(const std::string& file);

void add_map_options(CLI::App& verb, MapOptions& options);

// "NAME=LOW..HIGH" or "NAME=LOW..HIGH@PER_S"; throws Stop.
motion::MappingOutput output_from(const std::string& text);
motion::MappingKind kind_from(const std::string& name);
Result<body::Inputs> inputs_from(const MapOptions& options);

// The same options beside a mapping that exists may say what it is, as when a command is repeated; where they
// say something else, throws Stop.
void refuse_other(const MapOptions& options, const Model& model, const std::string& file);

}  // namespace partials
