// SPDX-License-Identifier: MIT
// [partials.noise~ MODEL]: the noise of a model, of magnitudes of its bands.
#include "patch/part_object.h"
#include "max/signal_class.h"

using namespace partials;

PARTIALS_MAX_EXPORT void ext_main(void*) {
  max::make_signal_class("partials.noise~", [](patch::Words words, patch::Patch& patch) -> max::MadeObject {
    return std::unique_ptr<patch::SignalObject>(
        std::make_unique<patch::PartObject>(patch::Part::noise, words, patch));
  });
}
