// SPDX-License-Identifier: MIT
// The computer keys that play notes, by position and not by label, so that the two rows form a keyboard in
// every layout. X11 names the positions (XKB: AC01 is the first key of the middle row); without XKB the
// usual keycodes of Linux are used.
#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "typist.h"

namespace partials::window {

class TypingKeys {
 public:
  // Construct while the window's graphics context is current. Passes the labels of the keys to the typist,
  // and disables release events of auto-repeated keys.
  explicit TypingKeys(Typist& typist);

  std::optional<TypedKey> at(unsigned keycode) const;

 private:
  static constexpr uint8_t kNone = 255;
  std::array<uint8_t, 256> keys_;  // TypedKey::place() by X11 keycode
};

}  // namespace partials::window
