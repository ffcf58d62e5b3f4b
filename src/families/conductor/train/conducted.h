// SPDX-License-Identifier: MIT
// Takes of conducting with the truth in them: a hand's channels, and conducted.beat (position in beats); also
// conducted.of_bar, .tempo, .going and .size where they are known (generator.h). They become examples for
// training and beats to judge by.
#pragma once
#include <vector>

#include "base/result.h"
#include "families/motion/take.h"
#include "learn/example.h"

namespace partials::conductor {

struct Truth {
  std::vector<double> beats_s;    // times of beats from the first one that the take shows
  std::vector<bool> rests_after;  // [beats]: the hand rests between this one and the next
  std::vector<size_t> jumps;      // beats from which the tempo steps by kLeastJump or more
};
inline constexpr double kLeastJump = 0.15;

// Times are those of the take's frames. An Error that names what the take lacks.
Result<Truth> truth_of(const motion::Take& take);

// Tracks at hop_s: hand [3]; phase [2], tempo [1], going [2], of_bar [4], size [1], as the network's outputs
// (conductor_graph.h). `hand`: the joint, as in "right_wrist".
Result<Example> example_of(const motion::Take& take, const std::string& hand, double hop_s);

}  // namespace partials::conductor
