// SPDX-License-Identifier: MIT
// Names of parameters in a host's list while a model is loaded. Macros are named by their function,
// independent of the model.
#pragma once
#include <string>

#include "play/parameters.h"
#include "view.h"

namespace partials {

bool is_reserved(int index);  // a macro slot that no version uses yet
bool is_unused(const Status& status,
               int index);  // a macro that the loaded model does not support, or a reserved one
std::string title_of(const Status& status,
                     int index);  // for lists that cannot hide it: "Breath" or "Breath (unused)"

}  // namespace partials
