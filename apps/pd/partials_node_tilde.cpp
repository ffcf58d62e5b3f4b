// SPDX-License-Identifier: MIT
// [partials.node~ ID NAME VALUE ...]: any processor of docs/processors.md.
#include "patch/node_object.h"
#include "pd/signal_class.h"

using namespace partials;

PARTIALS_PD_SETUP partials_pd_partials_node_tilde() {
  pd::make_signal_class("partials.node~", [](patch::Words words, patch::Patch&) {
    return pd::owned<patch::NodeObject>(patch::NodeObject::make(words));
  });
}
