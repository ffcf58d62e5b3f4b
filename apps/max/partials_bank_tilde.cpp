// SPDX-License-Identifier: MIT
// [partials.bank~ MODEL]: the partials of a model, of amplitudes.
#include "patch/part_object.h"
#include "max/signal_class.h"

using namespace partials;

PARTIALS_MAX_EXPORT void ext_main(void*) {
  max::make_signal_class("partials.bank~", [](patch::Words words, patch::Patch& patch) -> max::MadeObject {
    return std::unique_ptr<patch::SignalObject>(
        std::make_unique<patch::PartObject>(patch::Part::bank, words, patch));
  });
}
