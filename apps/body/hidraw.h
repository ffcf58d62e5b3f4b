// SPDX-License-Identifier: MIT
// Input reports of a SpaceMouse under Linux, from /dev/hidraw*. Elsewhere there is none.
#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "families/motion/space_mouse.h"

namespace partials::body {

// The first SpaceMouse that is plugged in.
Result<std::unique_ptr<motion::ReportSource>> open_space_mouse();

}  // namespace partials::body
