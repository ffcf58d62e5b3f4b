// SPDX-License-Identifier: MIT
#include "jack/library.h"

#include <dlfcn.h>

namespace partials::jack {
namespace {

template <class Function>
bool find(void* file, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(file, name));
  return function != nullptr;
}

void quiet(const char*) {}  // we say ourselves what is the matter

Result<Library> open() {
  void* file = dlopen("libjack.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!file) return Error{"JACK's library (libjack.so.0) is not on this machine; install JACK or PipeWire's JACK, or use a plug-in."};
  Library l;
#define PARTIALS_JACK_FIND(name) \
  if (!find(file, "jack_" #name, l.name)) return Error{"JACK's library (libjack.so.0) has no function jack_" #name "; install a newer JACK or PipeWire's JACK, or use a plug-in."};
  PARTIALS_JACK_FUNCTIONS(PARTIALS_JACK_FIND)
#undef PARTIALS_JACK_FIND
  l.set_error_function(quiet), l.set_info_function(quiet);
  return l;
}

}  // namespace

Result<const Library*> library() {
  static const Result<Library> opened = open();
  if (!opened) return opened.error();
  return &opened.value();
}

}  // namespace partials::jack
