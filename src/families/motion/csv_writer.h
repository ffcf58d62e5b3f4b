// SPDX-License-Identifier: MIT
// Writes a take as CSV: time_s, the channels with their units in brackets, and the label where there are
// labels. What is not measured is an empty field. Times have microseconds, values nine digits.
#pragma once
#include <string>

#include "families/motion/take.h"

namespace partials::motion {

std::string csv_from_take(const Take& take);

}  // namespace partials::motion
