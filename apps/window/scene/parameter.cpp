// SPDX-License-Identifier: MIT
#include "parameter.h"

namespace partials::window {

std::string Parameter::help() const {
  std::string text = name_ + ": " + text_of(index_, value());
  if (*entry().help) text += ". " + std::string(1, static_cast<char>(std::toupper(static_cast<unsigned char>(*entry().help)))) + (entry().help + 1) + ".";
  if (const int c = controller(); c >= 0) text += " Moved by controller " + std::to_string(c) + "; the right button forgets it.";
  else text += " Right button: learn a controller.";
  return text;
}

void Parameter::step(float steps, bool fine) const {
  const partials::Parameter& p = entry();
  const float one = p.stepped ? 1.f : (p.max - p.min) * (fine ? 0.002f : 0.02f);
  set_once(value() + steps * one);
}

bool Parameter::key(Key key, bool fine) const {
  switch (key) {
    case Key::right: case Key::up: return step(1, fine), true;
    case Key::left: case Key::down: return step(-1, fine), true;
    case Key::page_up: return step(entry().stepped ? 4 : 5, false), true;
    case Key::page_down: return step(entry().stepped ? -4 : -5, false), true;
    case Key::home: case Key::remove: return set_once(entry().initial), true;
    default: return false;
  }
}

}  // namespace partials::window
