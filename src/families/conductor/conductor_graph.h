// SPDX-License-Identifier: MIT
// The network that hears a conducting hand, as a graph of frames. In: "hand", x y z of a hand in one unit, y
// up, as it was one hop before (motion/uneven_frames.h). Out, about the moment of the frame itself:
//   phase   cosine and sine of 2 pi times the part of a beat that has passed; their length is what the
//           network trusts them, 0 to 1 (the mean of a unit vector whose angle is uncertain)
//   tempo   ln of the coming beat's tempo over 100 beats a minute
//   going   logits of resting and going (a hand that waits, before the first beat or on a fermata)
//   of_bar  logits of beats 1 to 4 of the bar
//   size    of the gesture in octaves against the hand's usual size
#pragma once
#include "graph/graph.h"

namespace partials::conductor {

inline constexpr int kRateHz = 60;
inline constexpr int kMostBeats = 4;         // of a bar
inline constexpr double kMiddleTempo = 100;  // beats a minute

// units: of its memory (GRU).
Graph conductor_graph(int units = 48);

}  // namespace partials::conductor
