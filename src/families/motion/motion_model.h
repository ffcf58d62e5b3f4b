// SPDX-License-Identifier: MIT
// The model file of movement: a graph of frames, and the entry `mapping` with channels, outputs, names and
// demonstrations (families/motion/mapping.h).
#pragma once
#include "families/motion/mapping.h"
#include "model/family_format.h"

namespace partials::motion {

inline constexpr const char* kMotionFamily = "motion";

const FamilyFormat& motion_format();

// What cannot be right in a mapping, as a sentence that names `file`.
Result<void> check_mapping(const Mapping& mapping, const std::string& file);

}  // namespace partials::motion
