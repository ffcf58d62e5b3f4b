// SPDX-License-Identifier: MIT
// Plays a whole model with its initial weights: up an octave, and in and out of silence.
#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "families/instrument/voice.h"

namespace partials::test {

inline std::vector<float> phrase(const Graph& graph, int rate_hz, double seconds = 1) {
  const auto weights = initial_weights(Plan<float>::compile(graph, {}).value().weights(), 1);
  Voice voice;
  EXPECT_TRUE(voice.prepare(graph, weights.data(), rate_hz, 512));
  voice.start(1);
  std::vector<float> out(static_cast<size_t>(seconds * rate_hz));
  const double hop_s = static_cast<double>(graph.hop_num) / static_cast<double>(graph.hop_den);
  voice.render(out.data(), static_cast<int>(out.size()), [&](int64_t frame) {
    const auto t = static_cast<double>(frame) * hop_s / seconds;
    return FrameControls{static_cast<float>(220 * std::exp2(t)),
                         static_cast<float>(-80 + 65 * std::sin(M_PI * t))};
  });
  return out;
}

}  // namespace partials::test
