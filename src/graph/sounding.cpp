// SPDX-License-Identifier: MIT
#include "graph/sounding.h"

#include <initializer_list>

#include "graph/registry.h"

namespace partials {
namespace {

Sounding first_of(const Graph& graph, std::initializer_list<const char*> processors, const char* port) {
  for (const char* processor : processors)
    for (const Node& node : graph.nodes)
      if (const auto wire = node.in.find(port); node.processor == processor && wire != node.in.end()) return {&node, wire->second};
  return {};
}

}  // namespace

Sounding sounding_partials(const Graph& graph) { return first_of(graph, {"harmonic_bank"}, "amplitudes"); }
Sounding sounding_noise(const Graph& graph) { return first_of(graph, {"spectral_noise", "filtered_noise"}, "magnitudes"); }

double setting_of(const Node& node, const std::string& id) {
  if (const auto found = node.settings.find(id); found != node.settings.end()) return found->second;
  if (const KernelSet* set = find_processor(node.processor, Isa::base))
    for (int i = 0; i < set->info.n_settings; ++i)
      if (id == set->info.settings[i].id) return set->info.settings[i].initial;
  return 0.0;
}

}  // namespace partials
