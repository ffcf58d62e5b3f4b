// SPDX-License-Identifier: MIT
// A recorded hand through a follower, hop by hop, as it would be followed live.
#pragma once
#include <algorithm>
#include <cmath>
#include <string>

#include "families/conductor/hand_channels.h"
#include "families/conductor/hand_follower.h"

namespace partials::conductor {

// each(time_s, follower) after every frame, in the take's own time; false ends it. Refuses a model that is no
// conductor and a take without a hand.
template <class Each>
Result<void> follow_take(const Model& model, const motion::Take& take, const std::string& hand, Each&& each) {
  auto made = HandFollower::create(model);
  if (!made) return made.error();
  HandFollower& follower = made.value();
  const auto own = hand_of(take, hand);
  if (!own) return own.error();
  const motion::Take& t = own.value();
  if (t.frames() == 0) return {};
  const double first_s = t.times_s.front();
  size_t next = 0;
  for (int n = 0; first_s + n * follower.hop_s() <= t.times_s.back(); ++n) {
    const double now_s = first_s + n * follower.hop_s();
    for (; next < t.frames() && t.times_s[next] <= now_s; ++next)
      follower.packet(t.times_s[next], t.frame(next));
    follower.frame(now_s);
    if (!each(now_s, follower)) break;
  }
  return {};
}

// The beats that a clock passes from frame to frame, each at its time on the line between two frames.
class BeatCrossings {
 public:
  // each(time_s) for beats 0, 1 ... that came since the frame before.
  template <class Each>
  void frame(double time_s, const BeatClock& clock, Each&& each) {
    if (!clock.begun()) return;
    const double way = std::max(1e-9, clock.beat() - beat_);
    for (double k = std::max(0.0, std::floor(beat_) + 1); k <= clock.beat(); ++k)
      each(time_s - (time_s - time_s_) * (clock.beat() - k) / way);
    beat_ = clock.beat();
    time_s_ = time_s;
  }

 private:
  double beat_ = -1, time_s_ = 0;
};

}  // namespace partials::conductor
