// SPDX-License-Identifier: MIT
#include "families/instrument/timbre_controls.h"

#include <algorithm>

namespace partials {
namespace {

// The target of each slot of kMacroTable, and the performance input that the slot needs (null: none, the
// player handles it).
struct Served {
  float TimbreControls::*field;
  const char* input;
};
constexpr Served kServed[] = {
    {&TimbreControls::noise_db, "noise_gain_db"},
    {&TimbreControls::tilt_db, "tilt_db"},
    {&TimbreControls::partials_db, "partials_gain_db"},
    {&TimbreControls::effort_db, "conditioning_loudness_db"},
    {&TimbreControls::body_semitones, "conditioning_f0_hz"},
    {&TimbreControls::vibrato, nullptr},
    {&TimbreControls::wander, nullptr},
    {&TimbreControls::room_db, "room_gain_db"},
    {&TimbreControls::attack, nullptr},
};
static_assert(sizeof kServed / sizeof *kServed == kMacroCount);

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
