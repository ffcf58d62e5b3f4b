// SPDX-License-Identifier: MIT
#include "families/instrument/source_nodes.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "graph/registry.h"

namespace partials {
namespace {

bool is_any_of(const Node& node, std::initializer_list<std::string_view> processors) {
  return std::find(processors.begin(), processors.end(), node.processor) != processors.end();
}

SourceNode first_of(const Graph& graph, bool (*is)(const Node&), const char* port) {
  for (const Node& node : graph.nodes)
    if (const auto wire = node.in.find(port); is(node) && wire != node.in.end()) return {&node, wire->second};
  return {};
}

}  // namespace

bool is_partials(const Node& node) { return is_any_of(node, {"harmonic_bank", "pluck"}); }
bool is_noise(const Node& node) { return is_any_of(node, {"spectral_noise", "filtered_noise"}); }
bool is_room(const Node& node) { return is_any_of(node, {"impulse_reverb", "decay_reverb"}); }

SourceNode partials_source(const Graph& graph) { return first_of(graph, is_partials, "amplitudes"); }
SourceNode noise_source(const Graph& graph) { return first_of(graph, is_noise, "magnitudes"); }

double setting_of(const Node& node, const std::string& id) {
  if (const auto found = node.settings.find(id); found != node.settings.end()) return found->second;
  if (const KernelSet* set = find_processor(node.processor, Isa::base))
    for (int i = 0; i < set->info.n_settings; ++i)
      if (id == set->info.settings[i].id) return set->info.settings[i].initial;
  return 0.0;
}

}  // namespace partials
