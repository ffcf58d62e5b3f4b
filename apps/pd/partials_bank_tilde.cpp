// SPDX-License-Identifier: MIT
// [partials.bank~ MODEL]: the partials of a model, of amplitudes.
#include "patch/part_object.h"
#include "pd/signal_class.h"

using namespace partials;

PARTIALS_PD_SETUP partials_pd_partials_bank_tilde() {
  pd::make_signal_class("partials.bank~", [](patch::Words words, patch::Patch& patch) {
    return pd::made<patch::PartObject>(patch::Part::bank, words, patch);
  });
}
