// SPDX-License-Identifier: MIT
// What a model has learned of its instrument's spectrum, read off by asking: a note is held at a pitch and a
// loudness until it has settled, and the amplitudes that arrive at the harmonic bank and at the noise are
// read from their wires.
#pragma once
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

struct LearnedNote {
  double f0_hz = 0.0, loudness_db = 0.0;
  std::vector<double> partial_hz, partial_db;  // those below the band; dB of full scale (amplitude 1)
  // where the noise is made, and its density: dB of full scale per Hz; may be empty
  std::vector<double> noise_hz, noise_db;
};

struct HeldNote {
  double f0_hz = 440.0, loudness_db = -20.0;
};

// An Error where the graph has no harmonic bank to ask.
Result<std::vector<LearnedNote>> learned_partials(const Graph& graph, const std::vector<float>& weights,
                                                  const std::vector<HeldNote>& notes);

}  // namespace partials
