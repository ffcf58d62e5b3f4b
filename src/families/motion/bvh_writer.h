// SPDX-License-Identifier: MIT
// Writes BVH text. Numbers have nine digits, which is all of a float, so that what is read again is the same.
// Blanks and braces in names become '_': other readers end a name there.
#pragma once
#include <string>

#include "families/motion/bvh.h"

namespace partials::motion {

// metres_per_unit: of the text; 0.01 writes centimetres.
std::string text_from_bvh(const Bvh& bvh, double metres_per_unit = 1);

}  // namespace partials::motion
