// SPDX-License-Identifier: MIT
#include <algorithm>

#include "families/instrument/timbre_controls.h"
#include "graph/graph.h"

namespace partials {

ModelControls instrument_controls(const Graph& graph) {
  ModelControls controls;
  for (size_t i = 0; i < kMacroCount; ++i) {
    const char* input = kServedMacros[i].input;
    const bool served = !input || std::any_of(graph.inputs.begin(), graph.inputs.end(),
                                              [&](const GraphInput& in) { return in.id == input; });
    const Macro& m = kMacroTable[i];
    if (served) controls[i] = {m.id, m.name, m.unit, m.low, m.neutral, m.high, input ? input : ""};
  }
  return controls;
}

}  // namespace partials
