// SPDX-License-Identifier: MIT
// [partials.hear~ LOWEST_KEY]: pitch, loudness and confidence of its input, as training and playing hear it.
#include "patch/hear_object.h"
#include "pd/signal_class.h"

using namespace partials;

PARTIALS_PD_SETUP partials_pd_partials_hear_tilde() {
  pd::make_signal_class("partials.hear~", [](patch::Words words, patch::Patch&) {
    return pd::owned<patch::HearObject>(patch::HearObject::make(words));
  });
}
