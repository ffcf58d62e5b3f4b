// SPDX-License-Identifier: MIT
#include "play/controls.h"

namespace partials {

MacroNames names_of(const ModelControls& controls) {
  MacroNames names;
  for (size_t i = 0; i < names.size(); ++i) names[i] = controls[i].name;
  return names;
}

}  // namespace partials
