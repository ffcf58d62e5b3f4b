// SPDX-License-Identifier: MIT
// What parameters are called in a host's list while a model is loaded. Macros have the names of what they do,
// whatever the model.
#pragma once
#include <string>

#include "play/parameters.h"
#include "view.h"

namespace partials {

bool is_reserved(int index);  // a macro's slot that no version uses yet
bool is_unused(const Status& status,
               int index);  // a macro that the loaded model cannot serve, or a reserved one
std::string title_of(const Status& status,
                     int index);  // for lists that cannot hide it: "Breath", or "Breath (unused)"

}  // namespace partials
