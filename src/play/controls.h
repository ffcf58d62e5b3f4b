// SPDX-License-Identifier: MIT
// The sixteen macro slots of a player: fixed places for automation, whatever model is loaded. A model
// declares the control in each slot; a slot that it leaves empty has no name and does nothing. Slots are
// permanent: new ones are added at the end. A macro's value is 0..1; 0.5 is neutral: the learned sound,
// unchanged.
#pragma once
#include <array>
#include <string>

namespace partials {

inline constexpr int kMacros = 16;
using MacroValues = std::array<float, kMacros>;

// A macro as hosts see it before any model is loaded. The strings are static.
struct Macro {
  const char* id;
  const char* name;
  const char* unit;
  float low, neutral, high;  // at 0, 0.5 and 1, in units
};
// The slots that have their own name in hosts. A model of another family may use a slot for something else
// (ModelControl); what a host shows without a model stays the same.
inline constexpr Macro kMacroTable[] = {
    {"breath", "Breath", "dB", -40, 0, 18},     {"brightness", "Brightness", "dB/oct", -6, 0, 6},
    {"partials", "Partials", "dB", -40, 0, 12}, {"effort", "Effort", "dB", -18, 0, 18},
    {"body", "Body", "st", -12, 0, 12},         {"vibrato", "Vibrato", "x", 0, 1, 3},
    {"wander", "Wander", "x", 0, 1, 4},         {"room", "Room", "dB", -60, 0, 12},
    {"attack", "Attack time", "x", 0.1f, 1, 4},
};
inline constexpr int kMacroCount = sizeof kMacroTable / sizeof *kMacroTable;
static_assert(kMacroCount <= kMacros);

// A model's control in a slot. An empty name: the slot does nothing.
struct ModelControl {
  std::string id, name, unit;
  float low = 0, neutral = 0.5f, high = 1;  // at 0, 0.5 and 1, in units
  std::string target;                       // "input" of the graph, or "node.setting"; "": the player's own
};
using ModelControls = std::array<ModelControl, kMacros>;
using MacroNames = std::array<std::string, kMacros>;

// A macro's value in units, and back. M has low, neutral and high.
template <class M>
constexpr float macro_value(const M& m, float unit) {
  unit = unit < 0 ? 0 : unit > 1 ? 1 : unit;
  return unit < 0.5f ? m.low + (m.neutral - m.low) * 2 * unit
                     : m.neutral + (m.high - m.neutral) * (2 * unit - 1);
}
template <class M>
constexpr float macro_unit(const M& m, float value) {
  return value < m.neutral ? 0.5f * (value - m.low) / (m.neutral - m.low)
                           : 0.5f + 0.5f * (value - m.neutral) / (m.high - m.neutral);
}

constexpr MacroValues neutral_macros() noexcept {
  MacroValues m{};
  for (float& x : m) x = 0.5f;
  return m;
}

MacroNames names_of(const ModelControls& controls);

}  // namespace partials
