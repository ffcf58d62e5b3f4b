// SPDX-License-Identifier: MIT
// [partials.decoder~ MODEL]: what a model makes of pitch and loudness: amplitudes of partials, magnitudes of
// noise bands.
#include "patch/part_object.h"
#include "max/signal_class.h"

using namespace partials;

PARTIALS_MAX_EXPORT void ext_main(void*) {
  max::make_signal_class("partials.decoder~", [](patch::Words words, patch::Patch& patch) -> max::MadeObject {
    return std::unique_ptr<patch::SignalObject>(
        std::make_unique<patch::PartObject>(patch::Part::decoder, words, patch));
  });
}
