// SPDX-License-Identifier: MIT
// What an evaluation adds to the ledger of looks at test sets (runs/looks.h), and to its own result.
#pragma once
#include <string>

#include "training/any_family.h"

namespace partials {

// Counts this look at the test set, and says in the result how often it was looked at. Returns a warning if
// the ledger cannot be written, or "".
std::string note_look(const Model& model, EvalResult& result);

}  // namespace partials
