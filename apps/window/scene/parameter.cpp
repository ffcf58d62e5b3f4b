// SPDX-License-Identifier: MIT
#include "parameter.h"

#include "base/letters.h"

namespace partials::window {

namespace {

// Of the slots in play/controls.h, by their ids; a slot that is not here says what the table of parameters
// says.
struct MacroHelp {
  const char *id, *help;
};
constexpr MacroHelp kMacroHelp[] = {
    {"breath", "level of the noise: breath, bow, hammer"},
    {"brightness", "tilts the partials, at the same loudness"},
    {"partials", "level of the tone, against the noise"},
    {"effort", "timbre of softer or harder playing, at the same loudness"},
    {"body", "timbre of a lower or higher note, at the same pitch"},
    {"vibrato", "how much of the learned vibrato"},
    {"wander", "how much pitch and loudness fluctuate, and notes differ from each other"},
    {"room", "level of the learned room, over the dry sound"},
    {"attack", "how soon notes speak: their learned attack, quicker or slower"}};

std::string help_of(int index) {
  const int slot = index - kMacro1;
  if (slot >= 0 && slot < kMacroCount)
    for (const MacroHelp& m : kMacroHelp)
      if (std::string_view(m.id) == kMacroTable[slot].id) return m.help;
  return kParameters[static_cast<size_t>(index)].help;
}

}  // namespace

std::string Parameter::help() const {
  std::string text = name_ + ": " + text_of(index_, value()), help = help_of(index_);
  if (!help.empty()) text += ". " + capitalised(help) + ".";
  if (const int c = controller(); c >= 0)
    text += " Moved by controller " + std::to_string(c) + "; the right button forgets it.";
  else
    text += " Right button: learn a controller.";
  return text;
}

void Parameter::step(float steps, bool fine) const {
  const partials::Parameter& p = entry();
  const float one = p.stepped ? 1.f : (p.max - p.min) * (fine ? 0.002f : 0.02f);
  set_once(value() + steps * one);
}

bool Parameter::key(Key key, bool fine) const {
  switch (key) {
    case Key::right:
    case Key::up:
      step(1, fine);
      return true;
    case Key::left:
    case Key::down:
      step(-1, fine);
      return true;
    case Key::page_up:
      step(entry().stepped ? 4 : 5, false);
      return true;
    case Key::page_down:
      step(entry().stepped ? -4 : -5, false);
      return true;
    case Key::home:
    case Key::remove:
      set_once(entry().initial);
      return true;
    default:
      return false;
  }
}

}  // namespace partials::window
