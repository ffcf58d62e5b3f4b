// SPDX-License-Identifier: MIT
// Which of the computer's keys play, by where they lie and not by what is printed on them, so that the two
// rows are a keyboard in every layout. X11 knows the places by name (XKB: AC01 is the first key of the middle
// row); without XKB the usual numbers of Linux hold.
#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "typist.h"

namespace partials::window {

class TypingKeys {
 public:
  // While the window's graphics context is current. Tells the typist the letters that are printed on the
  // keys, and asks the display not to release a key that it repeats.
  explicit TypingKeys(Typist& typist);

  std::optional<TypedKey> at(unsigned keycode) const;

 private:
  static constexpr uint8_t kNone = 255;
  std::array<uint8_t, 256> keys_;  // TypedKey::place() by X11 keycode
};

}  // namespace partials::window
