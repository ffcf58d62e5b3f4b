// SPDX-License-Identifier: MIT
#include "parameter.h"

#include "base/letters.h"

namespace partials::window {

namespace {

// Help on the slots of play/controls.h, by id; other slots use the help in the parameter table.
struct MacroHelp {
  const char *id, *help;
};
constexpr MacroHelp kMacroHelp[] = {
    {"breath", "level of the noise: breath, bow, hammer"},
    {"brightness", "tilts the spectrum of the partials, at the same loudness"},
    {"partials", "level of the partials relative to the noise"},
    {"effort", "timbre of softer or harder playing, at the same loudness"},
    {"body", "timbre of a lower or higher note, at the same pitch"},
    {"vibrato", "scales the learned vibrato"},
    {"wander", "scales the fluctuations of pitch and loudness, and the differences between notes"},
    {"room", "level of the learned room relative to the dry sound"},
    {"attack", "scales the learned attack times of notes"}};

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
    text += " Assigned to controller " + std::to_string(c) + "; the right button removes it.";
  else
    text += " Right button: MIDI learn.";
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
