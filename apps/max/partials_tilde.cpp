// SPDX-License-Identifier: MIT
// [partials~ MODEL]: an instrument, played from notes and MIDI.
#include "max/player_class.h"

PARTIALS_MAX_EXPORT void ext_main(void*) {
  partials::max::make_player_class("partials~", partials::PlayerKind::instrument);
}
