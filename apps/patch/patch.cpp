// SPDX-License-Identifier: MIT
#include "patch/patch.h"

#include <cmath>

#include "base/plain_number.h"

namespace partials::patch {

std::string as_written(Words words) {
  std::string text;
  for (const Word& w : words) {
    if (!text.empty()) text += ' ';
    if (!w.is_number)
      text += w.text;
    else
      text += std::isfinite(w.number) ? plain_number(w.number) : "nan";
  }
  return text;
}

}  // namespace partials::patch
