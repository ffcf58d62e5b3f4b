// SPDX-License-Identifier: MIT
// Tables of functions that a host requests by name.
#pragma once
#include "plugin.h"

namespace partials::clap {

const void* extension(const clap_plugin_t* plugin, const char* id) noexcept;
const void* parameter_extension() noexcept;
const void* preset_factory(const char* id) noexcept;  // null: unknown id

// Runs f; if it throws (no memory), returns `failed` to C.
template <class R, class F>
R guarded(R failed, F&& f) noexcept {
  try {
    return f();
  } catch (...) {
    return failed;
  }
}

}  // namespace partials::clap
