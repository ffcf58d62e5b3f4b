// SPDX-License-Identifier: MIT
// The sixteen macro slots of a player: fixed places for automation, whatever model is loaded. A slot that the model cannot serve
// has no name and does nothing. Slots are for ever: new ones are added at the end.
// A macro is 0..1; 0.5 leaves the sound as it was learned.
#pragma once
#include <array>
#include <string>

#include "engine/colour.h"
#include "graph/graph.h"

namespace partials {

inline constexpr int kMacros = 16;

struct Macro {
  const char* id;
  const char* name;
  const char* unit;
  float low, rest, high;      // at 0, 0.5 and 1, in units
  float Colour::*field;
  const char* input;          // of the playable graph without which it does nothing; null: of the player
};
inline constexpr Macro kMacroTable[] = {
    {"breath", "Breath", "dB", -40, 0, 18, &Colour::noise_db, "noise_gain_db"},
    {"brightness", "Brightness", "dB/oct", -6, 0, 6, &Colour::tilt_db, "tilt_db"},
    {"partials", "Partials", "dB", -40, 0, 12, &Colour::partials_db, "partials_gain_db"},
    {"effort", "Effort", "dB", -18, 0, 18, &Colour::effort_db, "told_loudness_db"},
    {"body", "Body", "st", -12, 0, 12, &Colour::body_semitones, "told_f0_hz"},
    {"vibrato", "Vibrato", "x", 0, 1, 3, &Colour::vibrato, nullptr},
    {"wander", "Wander", "x", 0, 1, 4, &Colour::wander, nullptr},
    {"room", "Room", "dB", -60, 0, 12, &Colour::room_db, "room_gain_db"},
    {"attack", "Attack time", "x", 0.1f, 1, 4, &Colour::attack, nullptr},
};
inline constexpr int kMacroCount = sizeof kMacroTable / sizeof *kMacroTable;
static_assert(kMacroCount <= kMacros);

constexpr float macro_value(const Macro& m, float unit) {
  unit = unit < 0 ? 0 : unit > 1 ? 1 : unit;
  return unit < 0.5f ? m.low + (m.rest - m.low) * 2 * unit : m.rest + (m.high - m.rest) * (2 * unit - 1);
}

// As it was learned.
constexpr std::array<float, kMacros> rested_macros() noexcept {
  std::array<float, kMacros> m{};
  for (float& x : m) x = 0.5f;
  return m;
}

// And back, for what a person types.
constexpr float macro_unit(const Macro& m, float value) {
  return value < m.rest ? 0.5f * (value - m.low) / (m.rest - m.low) : 0.5f + 0.5f * (value - m.rest) / (m.high - m.rest);
}

// macros[slot] 0..1 plus modulation of one voice, to a colour.
inline Colour colour_of(const std::array<float, kMacros>& macros, const std::array<float, kMacros>& modulation) noexcept {
  Colour c;
  for (int i = 0; i < kMacroCount; ++i) c.*kMacroTable[i].field = macro_value(kMacroTable[i], macros[static_cast<size_t>(i)] + modulation[static_cast<size_t>(i)]);
  return c;
}

// "" where this model has nothing for the slot.
std::array<std::string, kMacros> macro_names(const Graph& playable_graph);

}  // namespace partials
