// SPDX-License-Identifier: MIT
// What hands do in the window, on its way to the host: from the main thread to whichever thread the host lets
// us talk on.
#pragma once
#include "base/ring.h"
#include "events.h"  // CLAP's

namespace partials::clap {

struct Gesture {
  enum Kind : uint8_t { begin, value, end } kind = value;
  int index = 0;
  float to = 0;
};
using Gestures = Ring<Gesture, 1024>;

// [audio-thread] All that have come, at the block's first sample.
void tell(Gestures& gestures, const clap_output_events_t* out) noexcept;

}  // namespace partials::clap
