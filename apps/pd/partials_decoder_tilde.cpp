// SPDX-License-Identifier: MIT
// [partials.decoder~ MODEL]: what a model makes of pitch and loudness: amplitudes of partials, magnitudes of
// noise bands.
#include "patch/part_object.h"
#include "pd/signal_class.h"

using namespace partials;

PARTIALS_PD_SETUP partials_pd_partials_decoder_tilde() {
  pd::make_signal_class("partials.decoder~", [](patch::Words words, patch::Patch& patch) {
    return pd::made<patch::PartObject>(patch::Part::decoder, words, patch);
  });
}
