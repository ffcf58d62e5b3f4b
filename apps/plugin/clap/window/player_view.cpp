// SPDX-License-Identifier: MIT
#include "player_view.h"

#include "status.h"

namespace partials::clap {

Status PlayerView::status() { return status_of(player_.session()); }
void PlayerView::learn(int parameter) { toggle_learning(engine(), parameter); }

}  // namespace partials::clap
