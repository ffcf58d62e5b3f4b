// SPDX-License-Identifier: MIT
// [partials.fx~ MODEL]: an effect; the model plays what it hears (timbre transfer).
#include "pd/player_class.h"

namespace {

constexpr char kName[] = "partials.fx~";
t_class* made = nullptr;

void* make(t_symbol*, int argc, t_atom* argv) {
  return partials::pd::make_player_box(made, kName, partials::PlayerKind::effect, argc, argv);
}

}  // namespace

PARTIALS_PD_SETUP partials_pd_partials_fx_tilde() {
  if (!made) made = partials::pd::make_player_class(kName, reinterpret_cast<t_newmethod>(make), true);
}
