// SPDX-License-Identifier: MIT
// The parameters of a player, one table for every host: plug-in parameters, OSC paths, the C interface and
// the documentation come from it. An entry's place, number and id are permanent; new ones are added at the
// end. Values are in their units.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/units.h"
#include "play/controls.h"

namespace partials {

// initial value of the parameter consonants, and its lowest: left out
inline constexpr float kConsonantsDb = -20, kLeftOutDb = -60;

enum class PlayerKind { instrument, effect };

enum class Look { number, toggle, note, choice };  // how a value is shown

struct Parameter {
  const char* id;
  const char* name;
  const char* unit;  // "" for none
  float min, max, initial;
  Look look;
  bool stepped;
  bool instrument, effect;  // which kind of player has it; the other ignores it
  const char* help;
};

enum P : int {
  kBypass,
  kInput,
  kOutput,
  kMix,
  kTranspose,
  kTune,
  kGlide,
  kAttack,
  kRelease,
  kVelocityCurve,
  kMono,
  kVoices,
  kBendRange,
  kSensitivity,
  kGate,
  kLowestNote,
  kQuality,
  kLimiter,
  kMpe,
  kMpeBendRange,
  kMidiOut,
  kMacro1,
  kMatchLevel = kMacro1 + kMacros,
  kPreviousModel,
  kNextModel,
  kConsonants,
  kParameterCount
};

// The model's macros; others come after them.
constexpr bool is_macro(int index) { return index >= kMacro1 && index < kMacro1 + kMacros; }

extern const std::array<Parameter, kParameterCount> kParameters;

// "-6.0 dB", "C#3", "on", a macro in units of what it does; and back. The unit may be missing from the text;
// unreadable text gives nullopt.
std::string text_of(int index, float value);
std::optional<float> value_of(int index, std::string_view text);
int parameter_index(std::string_view id);  // -1: no such id
// clamps to the range, rounds stepped ones, maps NaN to the initial value
float clamped(int index, float value);

using Values = std::array<float, kParameterCount>;
Values initial_values();

}  // namespace partials
