// SPDX-License-Identifier: MIT
// A contact sheet: moments of dances side by side, one row a dance, seen from the front of the first moment,
// each over its own place on the floor. Left is amber, right is blue.
#pragma once
#include "families/dance/train/performance.h"
#include "pictures/png.h"

namespace partials::dance {

// columns: at most so many moments, evenly over the performance.
Canvas contact_sheet(const Performance& performance, int columns = 12);

}  // namespace partials::dance
