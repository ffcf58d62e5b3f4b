// SPDX-License-Identifier: MIT
// The report of a conductor on one page: figures of all listeners, and beats on the curve of the hand.
#pragma once
#include <string>
#include <vector>

#include "families/conductor/train/evaluate_conductor.h"

namespace partials::conductor {

// Height of the hand over some seconds, with true beats and those of network and turning points on it, as
// SVG. Beats lie on the curve where they were heard.
std::string beats_picture(const Model& model, const motion::Take& take, double from_s, double to_s);

std::string conductor_report(const std::string& name, const Model& model,
                             const std::vector<motion::Take>& takes, const Judged& judged);

}  // namespace partials::conductor
