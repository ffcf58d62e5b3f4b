// SPDX-License-Identifier: MIT
// A class of Pd around a SignalObject: signal inlets and outlets, messages at the left inlet, an info outlet
// at the right.
#pragma once
#include <functional>
#include <memory>

#include "patch/signal_object.h"
#include "pd/pd_patch.h"

namespace partials::pd {

using MakeObject =
    std::function<Result<std::unique_ptr<patch::SignalObject>>(patch::Words words, patch::Patch& patch)>;

// What a MakeObject returns, of a maker's result.
template <class T>
Result<std::unique_ptr<patch::SignalObject>> owned(Result<T> made) {
  if (!made) return made.error();
  return std::unique_ptr<patch::SignalObject>(std::make_unique<T>(std::move(made).value()));
}

template <class T, class... Arguments>
Result<std::unique_ptr<patch::SignalObject>> made(Arguments&&... arguments) {
  return std::unique_ptr<patch::SignalObject>(std::make_unique<T>(std::forward<Arguments>(arguments)...));
}

// Makes the class on the first call. `name` and `make` are kept.
void make_signal_class(const char* name, MakeObject make);

}  // namespace partials::pd
