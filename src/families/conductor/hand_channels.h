// SPDX-License-Identifier: MIT
// Which channels of a sender or a take are the hand that conducts.
#pragma once
#include <array>
#include <functional>
#include <string>

#include "base/result.h"
#include "families/motion/take.h"

namespace partials::conductor {

// Channel numbers of x, y and z. find(name) gives a channel's number, or -1. `hand` names a joint
// ("left_wrist") or nothing: then the first of right_wrist, right_hand, left_wrist, left_hand, hand,
// controller1, tracker1 that is there. x: -1 where there is none.
std::array<int, 3> hand_channels(const std::string& hand, const std::function<int(const std::string&)>& find);

inline constexpr double kLongestTake_s = 24 * 3600;

// Of a take: the places of the hand, [frames][3]. An Error that names what it lacks; refuses takes longer
// than kLongestTake_s, as time stamps that jump make them.
Result<motion::Take> hand_of(const motion::Take& take, const std::string& hand);

}  // namespace partials::conductor
