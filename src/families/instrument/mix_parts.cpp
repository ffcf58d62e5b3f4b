// SPDX-License-Identifier: MIT
#include "families/instrument/mix_parts.h"

#include <algorithm>

#include "base/option_name.h"
#include "families/instrument/source_nodes.h"

namespace partials {
namespace {

// Adds gain_db to a setting, clamped to its range.
void turn(Node& node, const std::string& setting, double gain_db, double least_db) {
  double& gain = node.settings[setting];
  gain = std::clamp(gain + gain_db, least_db, 24.0);
}

}  // namespace

Result<void> turn_part(Graph& graph, const std::string& part, double gain_db) {
  if (part != "partials" && part != "noise" && part != "room")
    return Error{"A model has no part '" + part +
                 "'; choose partials, noise or room, for instance: " + option("mix", "noise=-6")};
  const auto makes = part == "partials" ? is_partials : is_noise;
  bool found = false;
  for (Node& node : graph.nodes) {
    if (part == "room" && is_room(node)) {
      turn(node, "wet_gain_db", gain_db, -60);
      found = true;
    }
    if (part == "room" || node.processor != "mix") continue;
    for (const auto& [port, wire] : node.in) {
      const std::string source = wire.substr(0, wire.find('.'));
      const auto from =
          std::find_if(graph.nodes.begin(), graph.nodes.end(), [&](const Node& n) { return n.id == source; });
      if (from == graph.nodes.end() || !makes(*from)) continue;
      turn(node, "gain" + port.substr(2) + "_db", gain_db, -120);
      found = true;
    }
  }
  if (!found)
    return Error{"This model has no " + part + " to turn up or down; 'partials inspect' shows its nodes."};
  return {};
}

}  // namespace partials
