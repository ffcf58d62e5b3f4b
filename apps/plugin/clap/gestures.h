// SPDX-License-Identifier: MIT
// Queue of gestures in the window for the host: from the main thread to the thread on which the host
// accepts events.
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

// [audio-thread] Sends all pending gestures, at the block's first sample.
void tell(Gestures& gestures, const clap_output_events_t* out) noexcept;

}  // namespace partials::clap
