// SPDX-License-Identifier: MIT
// Movement in a mirror that stands in the plane x = 0: sides change, x becomes -x, and turns about y and z
// change their sign. Sides are told by canonical names (body_names.h).
#pragma once
#include <string>

#include "families/motion/bvh.h"
#include "families/motion/take.h"

namespace partials::motion {

std::string mirrored_name(const std::string& joint);  // "left_wrist": "right_wrist"; "head": "head"

bool mirror_changes_sign(const std::string& component);  // "x": true; "rx": false

// The channels keep their places and names where both sides are there; a side alone is renamed.
Take mirrored(const Take& take);
Bvh mirrored(const Bvh& bvh);

}  // namespace partials::motion
