// SPDX-License-Identifier: MIT
// A take in place of packets, as fast as the machine is: the same frames as if a sender had sent it.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "body/map_session.h"
#include "families/motion/take.h"

namespace partials::body {

// Every frame of a take at the session's hop. before, after: called around each, with its time since the
// take's begin. Refuses a take that lacks a channel of the session.
Result<void> play_take(MapSession& session, const motion::Take& take,
                       const std::function<Result<void>(double time_s)>& before,
                       const std::function<Result<void>(double time_s)>& after);

// A part of a take that is recorded as an example.
struct TakePart {
  double from_s = 0, to_s = 0;
  std::vector<float> outputs;  // what it is to give, one for each output; empty: as the session has it
};
// Plays the take once and records its parts, which follow one another. Refuses: no part of it is within the
// take, parts that overlap.
Result<void> demonstrate(MapSession& session, const motion::Take& take, std::span<const TakePart> parts);

}  // namespace partials::body
