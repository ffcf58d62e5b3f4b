// SPDX-License-Identifier: MIT
// The model file of a conductor: a graph of frames with the input and outputs of conductor_graph.h.
#pragma once
#include "model/family_format.h"
#include "model/model.h"

namespace partials::conductor {

inline constexpr const char* kConductorFamily = "conductor";

const FamilyFormat& conductor_format();

}  // namespace partials::conductor
