// SPDX-License-Identifier: MIT
// JSON nested deeper than any model or configuration needs is refused before it is parsed: what copies or
// writes it takes stack for every level.
#pragma once
#include <string_view>

namespace partials {

inline bool too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (quoted) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == '"')
        quoted = false;
    } else if (text[i] == '"')
      quoted = true;
    else if (text[i] == '{' || text[i] == '[') {
      if (++depth > 16) return true;
    } else if (text[i] == '}' || text[i] == ']')
      --depth;
  }
  return false;
}

}  // namespace partials
