// SPDX-License-Identifier: MIT
#include "macro_option.h"

#include "verbs/macros.h"

void add_macros(CLI::App& verb, MacroOption& option) {
  verb.add_option("--macro", option.settings,
                  "a macro of the player, in its unit (" + partials::known_macros() +
                      "): attack=0.5 halves the attack times of notes; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}
