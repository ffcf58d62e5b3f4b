// SPDX-License-Identifier: MIT
#include "base/processor.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace partials {

double Settings::find(const char* id) const noexcept {
  for (int i = 0; i < n; ++i)
    if (std::strcmp(ids[i], id) == 0) return values[i];
  std::fprintf(stderr, "partials: a processor asked for a setting that it does not have: '%s'\n", id);
  std::abort();
}

}  // namespace partials
