// SPDX-License-Identifier: MIT
// The take that a BVH file shows: where every joint is in the world, as channels "left_wrist.x" in m.
#pragma once
#include <string>

#include "families/motion/bvh.h"
#include "families/motion/take.h"

namespace partials::motion {

// Joints have canonical names (body_names.h). Two joints of one name get "_2", "_3", ...
Take take_from_bvh(const Bvh& bvh, const std::string& name);

}  // namespace partials::motion
