// SPDX-License-Identifier: MIT
// A C library that is opened when it is first wanted instead of linked: programs start where it is not, and
// can say so. The functions that are used stand once, in a list of their own; their types are those of the
// library's own headers.
#pragma once
#include <dlfcn.h>

namespace partials::audio {

template <class Function>
bool find_function(void* file, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(file, name));
  return function != nullptr;
}

}  // namespace partials::audio
