// SPDX-License-Identifier: MIT
// [partials.room~ MODEL]: the room of a model.
#include "patch/part_object.h"
#include "pd/signal_class.h"

using namespace partials;

PARTIALS_PD_SETUP partials_pd_partials_room_tilde() {
  pd::make_signal_class("partials.room~", [](patch::Words words, patch::Patch& patch) {
    return pd::made<patch::PartObject>(patch::Part::room, words, patch);
  });
}
