// SPDX-License-Identifier: MIT
// [partials.noise~ MODEL]: the noise of a model, of magnitudes of its bands.
#include "patch/part_object.h"
#include "pd/signal_class.h"

using namespace partials;

PARTIALS_PD_SETUP partials_pd_partials_noise_tilde() {
  pd::make_signal_class("partials.noise~", [](patch::Words words, patch::Patch& patch) {
    return pd::made<patch::PartObject>(patch::Part::noise, words, patch);
  });
}
