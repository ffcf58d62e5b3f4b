// SPDX-License-Identifier: MIT
// A class of Max around a SignalObject: signal inlets and outlets, messages at any inlet, an info outlet at
// the right. All its messages are taken on the main thread.
#pragma once
#include <functional>
#include <memory>

#include "patch/signal_object.h"
#include "max/max_patch.h"

namespace partials::max {

using MadeObject = Result<std::unique_ptr<patch::SignalObject>>;
using MakeObject = std::function<MadeObject(patch::Words words, patch::Patch& patch)>;

// What a MakeObject returns, of a maker's result.
template <class T>
MadeObject owned(Result<T> made) {
  if (!made) return made.error();
  return std::unique_ptr<patch::SignalObject>(std::make_unique<T>(std::move(made).value()));
}

// Makes the class of this external. `make` is kept.
void make_signal_class(const char* name, MakeObject make);

}  // namespace partials::max
