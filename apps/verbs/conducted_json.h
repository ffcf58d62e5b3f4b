// SPDX-License-Identifier: MIT
// A tune that a hand has led, as `conduct --json` and Python give it: beats, notes, and how far it came.
#pragma once
#include <nlohmann/json.hpp>

#include "families/conductor/conduct.h"

namespace partials {

nlohmann::json json_of(const conductor::ConductedTune& tune);

}  // namespace partials
