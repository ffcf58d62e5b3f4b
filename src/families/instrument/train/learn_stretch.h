// SPDX-License-Identifier: MIT
// Inharmonicity measured from recordings: partials of a stiff string are at f_k = k f0 sqrt(1 + B k^2)
// (Fletcher 1964).
#pragma once
#include <vector>

#include "families/instrument/train/clip.h"
#include "graph/graph.h"

namespace partials {

// B at 440 Hz, and its growth in doublings per octave; both 0 if the partials are harmonic.
struct Stretch {
  double at_a4 = 0, per_octave = 0;
};

Stretch learn_stretch(const std::vector<Clip>& clips, double rate_hz, double hop_s);

// The graph with the measured values in its nodes `inharmonicity`; without these nodes if the partials are
// harmonic, which plays faster.
Graph with_stretch(Graph graph, const Stretch& stretch);

}  // namespace partials
