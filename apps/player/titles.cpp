// SPDX-License-Identifier: MIT
#include "titles.h"

namespace partials {

bool is_reserved(int index) { return is_macro(index) && index - kMacro1 >= kMacroCount; }

bool is_unused(const Status& status, int index) {
  return is_reserved(index) ||
         (is_macro(index) && status.playable && status.macros[static_cast<size_t>(index - kMacro1)].empty());
}

std::string title_of(const Status& status, int index) {
  const std::string name = kParameters[static_cast<size_t>(index)].name;
  return is_unused(status, index) && !is_reserved(index) ? name + " (unused)" : name;
}

}  // namespace partials
