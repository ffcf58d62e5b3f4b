// SPDX-License-Identifier: MIT
#include "base/processor.h"

#include <cstring>
#ifndef PARTIALS_BOARD
#include <cstdio>
#include <cstdlib>
#endif

namespace partials {

double Settings::find(const char* id) const noexcept {
  for (int i = 0; i < n; ++i)
    if (std::strcmp(ids[i], id) == 0) return values[i];
#ifdef PARTIALS_BOARD
  __builtin_trap();
#else
  std::fprintf(stderr, "partials: a processor asked for a setting that it does not have: '%s'\n", id);
  std::abort();
#endif
}

}  // namespace partials
