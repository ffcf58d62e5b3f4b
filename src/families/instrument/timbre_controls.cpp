// SPDX-License-Identifier: MIT
#include "families/instrument/timbre_controls.h"

#include <algorithm>

namespace partials {

static_assert(std::equal(std::begin(kServedMacros), std::end(kServedMacros), std::begin(kMacroTable),
                         std::end(kMacroTable),
                         [](const ServedMacro& s, const Macro& m) { return s.id == m.id; }),
              "a line for each slot of kMacroTable, in its order");

TimbreControls timbre_controls_of(const MacroValues& macros, const MacroValues& modulation) noexcept {
  TimbreControls c;
  for (size_t i = 0; i < kMacroCount; ++i)
    c.*kServedMacros[i].field = macro_value(kMacroTable[i], macros[i] + modulation[i]);
  return c;
}

}  // namespace partials
