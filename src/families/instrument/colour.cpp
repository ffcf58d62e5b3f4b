// SPDX-License-Identifier: MIT
#include "families/instrument/colour.h"

#include <algorithm>

namespace partials {
namespace {

// What each slot of kMacroTable moves, and the input of the playable graph without which it does nothing
// (null: the player's own).
struct Served {
  float Colour::*field;
  const char* input;
};
constexpr Served kServed[] = {
    {&Colour::noise_db, "noise_gain_db"},
    {&Colour::tilt_db, "tilt_db"},
    {&Colour::partials_db, "partials_gain_db"},
    {&Colour::effort_db, "told_loudness_db"},
    {&Colour::body_semitones, "told_f0_hz"},
    {&Colour::vibrato, nullptr},
    {&Colour::wander, nullptr},
    {&Colour::room_db, "room_gain_db"},
    {&Colour::attack, nullptr},
};
static_assert(sizeof kServed / sizeof *kServed == kMacroCount);

}  // namespace

Colour colour_of(const MacroValues& macros, const MacroValues& modulation) noexcept {
  Colour c;
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
