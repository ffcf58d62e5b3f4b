// SPDX-License-Identifier: MIT
#include "families/instrument/level_check.h"

#include <algorithm>

#include "base/plain_number.h"
#include "families/instrument/source_nodes.h"

namespace partials {
namespace {

const Node* node_of_wire(const Graph& graph, const std::string& wire) {
  const std::string id = wire.substr(0, wire.rfind('.'));
  const auto found =
      std::find_if(graph.nodes.begin(), graph.nodes.end(), [&](const Node& n) { return n.id == id; });
  return found == graph.nodes.end() ? nullptr : &*found;
}

// The loudness_match that controls this noise, directly or through gains; null: none.
const Node* match_of(const Graph& graph, const Node& noise) {
  auto wire = noise.in.find("magnitudes");
  const Node* node = &noise;
  for (size_t steps = 0; wire != node->in.end() && steps < graph.nodes.size();
       ++steps, wire = node->in.find("in")) {
    node = node_of_wire(graph, wire->second);
    if (!node) return nullptr;
    if (node->processor == "loudness_match") return wire->second == node->id + ".noise" ? node : nullptr;
  }
  return nullptr;
}

}  // namespace

Result<void> check_levels(const Graph& graph) {
  for (const Node& noise : graph.nodes) {
    const Node* match = is_noise(noise) ? match_of(graph, noise) : nullptr;
    if (!match || setting_of(*match, "overlap") == 0) continue;
    if (noise.processor != "spectral_noise")
      return Error{"Node '" + match->id + "': setting 'overlap' is " +
                   plain_number(setting_of(*match, "overlap")) + ", but must be 0 before '" + noise.id +
                   "', a " + noise.processor + ", which has no such stretches; set it to 0."};
    for (const char* id : {"overlap", "min_hz", "max_hz"})
      if (const double counted = setting_of(*match, id), made = setting_of(noise, id); counted != made)
        return Error{
            "Node '" + match->id + "': setting '" + id + "' is " + plain_number(counted) + ", but must be " +
            plain_number(made) + " as in '" + noise.id +
            "', whose noise it counts, otherwise the level would be wrong; give both the same value."};
  }
  return {};
}

}  // namespace partials
