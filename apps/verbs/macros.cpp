// SPDX-License-Identifier: MIT
#include "verbs/macros.h"

#include <fmt/format.h>

#include "base/option_name.h"
#include "families/families.h"
#include "verbs/exits.h"
#include "verbs/number.h"

namespace partials {

std::string known_macros() {
  std::string ids;
  for (int i = 0; i < kMacroCount; ++i) ids += std::string(i ? ", " : "") + kMacroTable[i].id;
  return ids;
}

namespace {

int slot_of(const std::string& id) {
  for (int i = 0; i < kMacroCount; ++i)
    if (id == kMacroTable[i].id) return i;
  throw Stop(Exit::usage,
             fmt::format("{} has the name '{}'; it takes one of: {}.", option("macro"), id, known_macros()));
}

float value_in_range(const Macro& m, const std::string& text) {
  const auto value = finite_number(text);
  if (!value || *value < m.low || *value > m.high)
    throw Stop(Exit::usage,
               fmt::format("{} has the value '{}'; it takes {:g} to {:g} {}, and {:g} is as learned.",
                           option("macro", m.id), text, m.low, m.high, m.unit, m.neutral));
  return static_cast<float>(*value);
}

}  // namespace

void set_macros(const std::vector<std::string>& settings, const Model& model, MacroValues& macros) {
  const MacroNames names = names_of(sound_maker().controls(model));
  for (const std::string& s : settings) {
    const size_t at = s.find('=');
    if (at == std::string::npos)
      throw Stop(Exit::usage, option("macro") + " has the value '" + s +
                                  "'; it takes NAME=VALUE, for instance: " + option("macro", "attack=0.5"));
    const int slot = slot_of(s.substr(0, at));
    const Macro& m = kMacroTable[slot];
    if (names[static_cast<size_t>(slot)].empty())
      throw Stop(
          Exit::usage,
          fmt::format("{} has no effect with this model, because the model has no such part; leave it out.",
                      option("macro", m.id)));
    macros[static_cast<size_t>(slot)] = macro_unit(m, value_in_range(m, s.substr(at + 1)));
  }
}

}  // namespace partials
