// SPDX-License-Identifier: MIT
// [partials~ MODEL]: an instrument, played from notes and MIDI.
#include "pd/player_class.h"

namespace {

constexpr char kName[] = "partials~";
t_class* made = nullptr;

void* make(t_symbol*, int argc, t_atom* argv) {
  return partials::pd::make_player_box(made, kName, partials::PlayerKind::instrument, argc, argv);
}

}  // namespace

PARTIALS_PD_SETUP partials_pd_partials_tilde() {
  if (!made) made = partials::pd::make_player_class(kName, reinterpret_cast<t_newmethod>(make), false);
}
