// SPDX-License-Identifier: MIT
// What a mapping of classes or gestures recognises, and the cue of its name, which it calls. The same for
// every host that plays mappings.
#pragma once
#include <string>

#include "families/motion/cues.h"
#include "families/motion/live_mapping.h"

namespace partials::motion {

inline constexpr float kSureEnough = 0.5f;  // certainty of a class from which it calls its cue

struct Recognised {
  int best = -1;  // class or gesture; the number of classes: none of these; -1: there is no model yet
  float certainty = 0;
  float progress = 0, speed = 0;  // of a gesture: 0..1, and 1 as in the example
};

class Recognition {
 public:
  // [main-thread] Allocates what names need.
  void prepare();
  // What follows allocates nothing, on the thread that plays.
  // After each frame of `live`. One that is recognised anew calls the cue of its name.
  Recognised frame(const LiveMapping& live, CueFader& fader) noexcept;
  void forget() noexcept { told_.clear(); }

 private:
  std::string told_;  // recognised last; empty: none of these
};

// Of the model that plays: training may have made others that are about to be picked up. Empty: none of
// these.
std::string_view recognised_name(const LiveMapping& live, const Recognised& recognised) noexcept;

}  // namespace partials::motion
