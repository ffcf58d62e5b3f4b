// SPDX-License-Identifier: MIT
#include "macro_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "exits.h"
#include "families/families.h"

using namespace partials;

namespace {

std::string known_ids() {
  std::string ids;
  for (int i = 0; i < kMacroCount; ++i) ids += std::string(i ? ", " : "") + kMacroTable[i].id;
  return ids;
}

int slot_of(const std::string& id) {
  for (int i = 0; i < kMacroCount; ++i)
    if (id == kMacroTable[i].id) return i;
  throw Stop(Exit::usage, fmt::format("--macro has the name '{}'; it takes one of: {}.", id, known_ids()));
}

float value_in_range(const Macro& m, const std::string& text) {
  char* end = nullptr;
  const float value = std::strtof(text.c_str(), &end);
  if (text.empty() || *end || !(value >= m.low && value <= m.high))
    throw Stop(Exit::usage,
               fmt::format("--macro {} has the value '{}'; it takes {:g} to {:g} {}, and {:g} is as learned.",
                           m.id, text, m.low, m.high, m.unit, m.neutral));
  return value;
}

}  // namespace

void add_macros(CLI::App& verb, MacroOption& option) {
  verb.add_option("--macro", option.settings,
                  "a macro of the player, in its unit (" + known_ids() +
                      "): attack=0.5 halves the attack times of notes; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

void set_macros(const MacroOption& option, const Model& model, MacroValues& macros) {
  const MacroNames names = names_of(sound_maker().controls(model));
  for (const std::string& s : option.settings) {
    const size_t at = s.find('=');
    if (at == std::string::npos)
      throw Stop(Exit::usage,
                 "--macro has the value '" + s + "'; it takes NAME=VALUE, for instance: --macro attack=0.5");
    const int slot = slot_of(s.substr(0, at));
    const Macro& m = kMacroTable[slot];
    if (names[static_cast<size_t>(slot)].empty())
      throw Stop(
          Exit::usage,
          fmt::format(
              "--macro {} has no effect with this model, because the model has no such part; leave it out.",
              m.id));
    macros[static_cast<size_t>(slot)] = macro_unit(m, value_in_range(m, s.substr(at + 1)));
  }
}
