// SPDX-License-Identifier: MIT
// [partials.hear~ LOWEST_KEY]: pitch, loudness and confidence of its input, as training and playing hear it.
#include "patch/hear_object.h"
#include "max/signal_class.h"

using namespace partials;

PARTIALS_MAX_EXPORT void ext_main(void*) {
  max::make_signal_class("partials.hear~", [](patch::Words words, patch::Patch&) {
    return max::owned<patch::HearObject>(patch::HearObject::make(words));
  });
}
