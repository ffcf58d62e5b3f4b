// SPDX-License-Identifier: MIT
// [partials.room~ MODEL]: the room of a model.
#include "patch/part_object.h"
#include "max/signal_class.h"

using namespace partials;

PARTIALS_MAX_EXPORT void ext_main(void*) {
  max::make_signal_class("partials.room~", [](patch::Words words, patch::Patch& patch) -> max::MadeObject {
    return std::unique_ptr<patch::SignalObject>(
        std::make_unique<patch::PartObject>(patch::Part::room, words, patch));
  });
}
