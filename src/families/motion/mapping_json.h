// SPDX-License-Identifier: MIT
// The entry `mapping` of a model file of movement, as JSON. Unknown keys are passed over.
#pragma once
#include <nlohmann/json.hpp>

#include "families/motion/mapping.h"

namespace partials::motion {

nlohmann::json json_from_mapping(const Mapping& mapping);
// Text that is valid JSON but no mapping gives an Error that names `file`.
Result<Mapping> mapping_from_json(const nlohmann::json& j, const std::string& file);

}  // namespace partials::motion
