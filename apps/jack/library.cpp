// SPDX-License-Identifier: MIT
#include "jack/library.h"

#include "audio/shared_library.h"

namespace partials::jack {
namespace {

void quiet(const char*) {}  // we report errors ourselves

Result<Library> open() {
  void* file = dlopen("libjack.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!file) return Error{"JACK's library (libjack.so.0) is not on this machine"};
  Library l;
#define PARTIALS_JACK_FIND(name)                          \
  if (!audio::find_function(file, "jack_" #name, l.name)) \
    return Error{"JACK's library (libjack.so.0) has no function jack_" #name};
  PARTIALS_JACK_FUNCTIONS(PARTIALS_JACK_FIND)
#undef PARTIALS_JACK_FIND
  l.set_error_function(quiet);
  l.set_info_function(quiet);
  return l;
}

}  // namespace

Result<const Library*> library() {
  static const Result<Library> opened = open();
  if (!opened) return opened.error();
  return &opened.value();
}

}  // namespace partials::jack
