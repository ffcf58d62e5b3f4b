// SPDX-License-Identifier: MIT
// [partials.fx~ MODEL]: an effect; the model plays what it hears (timbre transfer).
#include "max/player_class.h"

PARTIALS_MAX_EXPORT void ext_main(void*) {
  partials::max::make_player_class("partials.fx~", partials::PlayerKind::effect);
}
