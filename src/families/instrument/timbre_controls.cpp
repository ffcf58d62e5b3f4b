// SPDX-License-Identifier: MIT
#include "families/instrument/timbre_controls.h"

#include <algorithm>
#include <string_view>

namespace partials {
namespace {

// The target of each slot of kMacroTable, and the performance input that the slot needs (null: none, the
// player handles it).
struct Served {
  std::string_view id;
  float TimbreControls::*field;
  const char* input;
};
constexpr Served kServed[] = {
    {"breath", &TimbreControls::noise_db, "noise_gain_db"},
    {"brightness", &TimbreControls::tilt_db, "tilt_db"},
    {"partials", &TimbreControls::partials_db, "partials_gain_db"},
    {"effort", &TimbreControls::effort_db, "conditioning_loudness_db"},
    {"body", &TimbreControls::body_semitones, "conditioning_f0_hz"},
    {"vibrato", &TimbreControls::vibrato, nullptr},
    {"wander", &TimbreControls::wander, nullptr},
    {"room", &TimbreControls::room_db, "room_gain_db"},
    {"attack", &TimbreControls::attack, nullptr},
};
static_assert(std::equal(std::begin(kServed), std::end(kServed), std::begin(kMacroTable),
                         std::end(kMacroTable), [](const Served& s, const Macro& m) { return s.id == m.id; }),
              "a line for each slot of kMacroTable, in its order");

}  // namespace

TimbreControls timbre_controls_of(const MacroValues& macros, const MacroValues& modulation) noexcept {
  TimbreControls c;
  for (size_t i = 0; i < kMacroCount; ++i)
    c.*kServed[i].field = macro_value(kMacroTable[i], macros[i] + modulation[i]);
  return c;
}

ModelControls instrument_controls(const Graph& graph) {
  ModelControls controls;
  for (size_t i = 0; i < kMacroCount; ++i) {
    const char* input = kServed[i].input;
    const bool served = !input || std::any_of(graph.inputs.begin(), graph.inputs.end(),
                                              [&](const GraphInput& in) { return in.id == input; });
    const Macro& m = kMacroTable[i];
    if (served) controls[i] = {m.id, m.name, m.unit, m.low, m.neutral, m.high, input ? input : ""};
  }
  return controls;
}

}  // namespace partials
