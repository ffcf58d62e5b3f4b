// SPDX-License-Identifier: MIT
// Reads input reports of a SpaceMouse from /dev/hidraw* (Linux). On other systems there is none.
#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "families/motion/space_mouse.h"

namespace partials::body {

// Opens the first SpaceMouse found.
Result<std::unique_ptr<motion::ReportSource>> open_space_mouse();

}  // namespace partials::body
