// SPDX-License-Identifier: MIT
// Plays a graph template with its initial weights, as the engine does: one voice.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "families/instrument/voice.h"
#include "model/templates.h"

namespace partials::test {

using Performance = std::function<FrameControls(double time_s)>;

// Up two octaves, in and out of silence.
inline FrameControls glide(double time_s) {
  return {static_cast<float>(180 * std::exp2(2 * time_s)),
          static_cast<float>(-80 + 65 * std::sin(M_PI * time_s))};
}

inline std::vector<float> template_weights(const Graph& graph) {
  return initial_weights(Plan<float>::compile(graph, {}).value().weights(), 1);
}

inline std::vector<float> play_voice(const Graph& graph, const Performance& performance, int rate_hz,
                                     double seconds, const std::vector<int>& blocks, uint64_t seed = 1) {
  const auto weights = template_weights(graph);
  Voice voice;
  EXPECT_TRUE(voice.prepare(graph, weights.data(), rate_hz, 4096));
  voice.start(seed);
  const double hop_s = static_cast<double>(graph.hop_num) / static_cast<double>(graph.hop_den);
  std::vector<float> out(static_cast<size_t>(seconds * rate_hz));
  for (size_t at = 0, b = 0; at < out.size();) {
    const size_t n = std::min(static_cast<size_t>(blocks[b++ % blocks.size()]), out.size() - at);
    voice.render(out.data() + at, static_cast<int>(n),
                 [&](int64_t frame) { return performance(static_cast<double>(frame) * hop_s); });
    at += n;
  }
  return out;
}

inline double energy(const std::vector<float>& x) {
  double sum = 0;
  for (float v : x) sum += static_cast<double>(v) * v;
  return sum;
}

// Energy of a - b over that of a, dB.
inline double difference_db(const std::vector<float>& a, const std::vector<float>& b) {
  EXPECT_EQ(a.size(), b.size());
  double rest = 0;
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    rest += std::pow(static_cast<double>(a[i]) - b[i], 2);
  return 10 * std::log10(rest / energy(a) + 1e-30);
}

}  // namespace partials::test
