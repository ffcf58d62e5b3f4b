// SPDX-License-Identifier: MIT
// The entry `dance` of a model file as JSON text.
#pragma once
#include <string>

#include "families/dance/dance_model.h"

namespace partials::dance {

std::string json_from_part(const DancePart& part);
// `file` is for messages. Everything that playing relies on is checked: sizes, parents, indices, finite
// numbers, spreads above 0.
Result<DancePart> part_from_json(const std::string& text, const std::string& file);

}  // namespace partials::dance
