// SPDX-License-Identifier: MIT
// The learned spectrum of an instrument, measured by probing the model: a note is held at a pitch and a
// loudness until it has settled, and the amplitudes are read from the wires of the harmonic bank and the
// noise.
#pragma once
#include <vector>

#include "base/result.h"
#include "graph/graph.h"

namespace partials {

struct LearnedNote {
  double f0_hz = 0.0, loudness_db = 0.0;
  std::vector<double> partial_hz, partial_db;  // those below the band; dB of full scale (amplitude 1)
  // frequencies and density of the noise: dB of full scale per Hz; may be empty
  std::vector<double> noise_hz, noise_db;
};

struct HeldNote {
  double f0_hz = 440.0, loudness_db = -20.0;
};

// An Error if the graph has no harmonic bank.
Result<std::vector<LearnedNote>> learned_partials(const Graph& graph, const std::vector<float>& weights,
                                                  const std::vector<HeldNote>& notes);

}  // namespace partials
