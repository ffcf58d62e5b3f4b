// SPDX-License-Identifier: MIT
// Names of the channels of a body, for people.
#pragma once
#include <cstddef>
#include <string>

#include "families/motion/body.h"

namespace partials::body {

// Those from this index on, in the order in which they arrived; consecutive ones of one joint stand together:
// "input1, left_wrist.x .y .z, contact1.force". Printable; empty: there are none.
std::string channel_names(const motion::Body& body, size_t first = 0);

}  // namespace partials::body
