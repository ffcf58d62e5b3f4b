// SPDX-License-Identifier: MIT
// The same graph with performance inputs, for everything that a player may change
// (families/instrument/timbre_controls.h): tilt_db and balance_db before the loudness is matched,
// partials_gain_db before the bank, noise_gain_db before the noise, room_gain_db at the reverb,
// conditioning_f0_hz and conditioning_loudness_db at the decoder; partials_shape and noise_shape, a gain for
// every partial and band (play/spectral_edit.h); and deviation_hz, samples added to the bank's f0
// (families/instrument/pitch_step.h). Only inputs that the graph can use are added, and at their neutral
// values the output is the same bit for bit.
#pragma once
#include "graph/graph.h"

namespace partials {

// Without spectral edit the inputs of shapes are left out.
Graph with_performance_inputs(Graph graph, bool spectral_edit = true);

}  // namespace partials
