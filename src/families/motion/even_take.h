// SPDX-License-Identifier: MIT
// A take at a fixed hop, by the formula that live packets go through (uneven_frames.h).
#pragma once
#include "families/motion/take.h"

namespace partials::motion {

// Frame n is at n * hop_s and shows the movement one hop earlier, as it does live. Its label is the one of
// the newest frame that has happened by then. hop_s is above 0.
Take even_take(const Take& take, double hop_s);

}  // namespace partials::motion
