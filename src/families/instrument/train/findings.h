// SPDX-License-Identifier: MIT
// From the numbers of a check to sentences: thresholds, words and remedies live here and nowhere else.
#pragma once
#include "families/instrument/train/check.h"

namespace partials {

void add_findings(const Dataset& data, CheckReport* report);

}  // namespace partials
