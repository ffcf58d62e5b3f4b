// SPDX-License-Identifier: MIT
// Checks the numbers of a model that are neither weights nor graph: audible ranges, lengths, counts.
#pragma once
#include "families/instrument/instrument_model.h"

namespace partials {

Result<void> check_range(const TrainedRange& known, const std::string& file);
bool is_playable(const NoteArticulation& note);
Result<void> check_numbers(const InstrumentPart& part, const std::string& file);

}  // namespace partials
