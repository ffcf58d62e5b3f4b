// SPDX-License-Identifier: MIT
// Turns the numbers of a check into sentences: all thresholds, texts and remedies are here.
#pragma once
#include "families/instrument/train/check.h"

namespace partials {

void add_findings(const Dataset& data, CheckReport* report);

}  // namespace partials
