// SPDX-License-Identifier: MIT
// Mappings and takes without a sender: an example from a take, and the sound of a mapping on a take.
#pragma once
#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "body/map_session.h"
#include "body/scale.h"
#include "families/motion/take.h"

namespace partials {

struct TakeExample {
  std::string file;  // BVH or CSV; empty: packets
  double from_s = 0, to_s = 1e9;
};
void add_take_example(CLI::App& verb, TakeExample& example);

// The only take of a file. Throws Stop.
motion::Take read_take(const std::string& file);
// Records the part of a take as an example of what the session has as wanted values or label. Throws Stop.
void record_take(body::MapSession& session, const TakeExample& example);

CLI::Option* add_scale(CLI::App& verb, std::string& scale);
std::optional<body::Scale> scale_option(const std::string& text);  // empty: none. Throws Stop

void add_map_render(CLI::App& map);  // partials map render

}  // namespace partials
