// SPDX-License-Identifier: MIT
// A C library that is opened at first use instead of linked, so that programs start without it and can
// report its absence. The used functions are listed once; their types come from the library's own headers.
#pragma once
#include <dlfcn.h>

namespace partials::audio {

template <class Function>
bool find_function(void* file, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(file, name));
  return function != nullptr;
}

}  // namespace partials::audio
