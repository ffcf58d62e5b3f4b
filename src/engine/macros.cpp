// SPDX-License-Identifier: MIT
#include "engine/macros.h"

#include <algorithm>

namespace partials {

std::array<std::string, kMacros> macro_names(const Graph& graph) {
  std::array<std::string, kMacros> names;
  for (int i = 0; i < kMacroCount; ++i) {
    const Macro& m = kMacroTable[i];
    const bool served = !m.input || std::any_of(graph.inputs.begin(), graph.inputs.end(), [&](const GraphInput& in) { return in.id == m.input; });
    if (served) names[static_cast<size_t>(i)] = m.name;
  }
  return names;
}

}  // namespace partials
