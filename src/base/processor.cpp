// SPDX-License-Identifier: MIT
#include "base/processor.h"

#include <cstring>

namespace partials {

double Settings::find(const char* id) const noexcept {
  for (int i = 0; i < n; ++i)
    if (std::strcmp(ids[i], id) == 0) return values[i];
  return 0;
}

}  // namespace partials
