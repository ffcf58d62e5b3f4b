// SPDX-License-Identifier: MIT
// The tables of functions that a host asks for by name.
#pragma once
#include "plugin.h"

namespace partials::clap {

const void* extension(const clap_plugin_t* plugin, const char* id) noexcept;
const void* parameter_extension() noexcept;
const void* preset_factory(const char* id) noexcept;  // null: not one of its names

// Runs f; where it throws (no memory), `failed` is what C gets to see.
template <class R, class F>
R guarded(R failed, F&& f) noexcept {
  try {
    return f();
  } catch (...) {
    return failed;
  }
}

}  // namespace partials::clap
