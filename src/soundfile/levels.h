// SPDX-License-Identifier: MIT
// Levels that hide a sound from everything after: a constant or slowly wandering offset, and samples that are
// integers of 16, 24 or 32 bits where full scale should be 1.
#pragma once
#include <string>

#include "system/sample_store.h"

namespace partials {

// Takes the offset out of x where it is above 2 % of the peak; says how much it was, in words for a person,
// or nothing.
std::string remove_offset(SampleStore* x, double rate_hz);

// The full scale that a recording with this peak was made for: 1, or that of integers, 2^15, 2^23 or 2^31,
// where it is above 8.
double full_scale_of(double peak);

}  // namespace partials
