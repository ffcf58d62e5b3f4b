// SPDX-License-Identifier: MIT
#include "typing_keys.h"

#include <GL/glx.h>
#include <X11/XKBlib.h>

#include <cctype>
#include <cstring>
#include <string>

#include "base/letters.h"

namespace partials::window {
namespace {

struct Place {
  const char* name;  // XKB
  uint8_t keycode;   // of evdev
  TypedKey key;
};
using enum TypedKey::What;
constexpr Place kPlaces[] = {{"AC01", 38, {note, 0}},     {"AD02", 25, {note, 1}},   {"AC02", 39, {note, 2}},
                             {"AD03", 26, {note, 3}},     {"AC03", 40, {note, 4}},   {"AC04", 41, {note, 5}},
                             {"AD05", 28, {note, 6}},     {"AC05", 42, {note, 7}},   {"AD06", 29, {note, 8}},
                             {"AC06", 43, {note, 9}},     {"AD07", 30, {note, 10}},  {"AC07", 44, {note, 11}},
                             {"AC08", 45, {note, 12}},    {"AD09", 32, {note, 13}},  {"AC09", 46, {note, 14}},
                             {"AD10", 33, {note, 15}},    {"AC10", 47, {note, 16}},  {"AC11", 48, {note, 17}},
                             {"AB01", 52, {octave_down}}, {"AB02", 53, {octave_up}}, {"AB03", 54, {softer}},
                             {"AB04", 55, {louder}}};

// The label of a key; "" if it is not a single letter or sign.
std::string printed(Display* display, unsigned keycode) {
  const KeySym sym = XkbKeycodeToKeysym(display, static_cast<KeyCode>(keycode), 0, 0);
  const unsigned long code = sym > 0x01000100 ? sym - 0x01000000 : sym;  // Latin-1, or Unicode
  if (code <= 0x20 || code >= 0x800 || (sym > 0xff && sym == code)) return "";
  if (code < 0x80) return std::string(1, upper(static_cast<char>(code)));
  return {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f))};
}

unsigned named(const XkbDescPtr keyboard, const char* name) {
  if (!keyboard || !keyboard->names || !keyboard->names->keys) return 0;
  for (unsigned code = keyboard->min_key_code; code <= keyboard->max_key_code; ++code)
    if (std::strncmp(keyboard->names->keys[code].name, name, XkbKeyNameLength) == 0) return code;
  return 0;
}

}  // namespace

TypingKeys::TypingKeys(Typist& typist) {
  keys_.fill(kNone);
  Display* display = glXGetCurrentDisplay();
  XkbDescPtr keyboard = display ? XkbGetMap(display, 0, XkbUseCoreKbd) : nullptr;
  if (keyboard) {
    XkbSetDetectableAutoRepeat(display, True, nullptr);
    if (XkbGetNames(display, XkbKeyNamesMask, keyboard) != Success) {
      XkbFreeKeyboard(keyboard, 0, True);
      keyboard = nullptr;
    }
  }
  for (const Place& place : kPlaces) {
    const unsigned found = named(keyboard, place.name), keycode = found ? found : place.keycode;
    keys_[keycode & 255] = static_cast<uint8_t>(place.key.place());
    if (const std::string letter = display ? printed(display, keycode) : ""; !letter.empty())
      typist.name(place.key, letter);
  }
  if (keyboard) XkbFreeKeyboard(keyboard, 0, True);
}

std::optional<TypedKey> TypingKeys::at(unsigned keycode) const {
  const uint8_t key = keycode < keys_.size() ? keys_[keycode] : kNone;
  if (key == kNone) return std::nullopt;
  if (key < kTypedNotes) return TypedKey{note, key};
  return TypedKey{static_cast<TypedKey::What>(key - kTypedNotes + 1), 0};
}

}  // namespace partials::window
