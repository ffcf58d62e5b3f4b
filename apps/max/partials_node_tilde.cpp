// SPDX-License-Identifier: MIT
// [partials.node~ ID NAME VALUE ...]: any processor of docs/processors.md.
#include "patch/node_object.h"
#include "max/signal_class.h"

using namespace partials;

PARTIALS_MAX_EXPORT void ext_main(void*) {
  max::make_signal_class("partials.node~", [](patch::Words words, patch::Patch&) {
    return max::owned<patch::NodeObject>(patch::NodeObject::make(words));
  });
}
