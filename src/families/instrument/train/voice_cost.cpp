// SPDX-License-Identifier: MIT
#include "families/instrument/train/voice_cost.h"

#include <algorithm>
#include <numeric>

#include "base/clocks.h"
#include "base/denormals.h"
#include "families/instrument/voice.h"

namespace partials {
Result<VoiceCost> measure_voice_cost(const Graph& graph, const std::vector<float>& weights, int rate_hz,
                                     int block, double seconds, int passes) {
  Voice voice;
  if (auto ready = voice.prepare(graph, weights.data(), rate_hz, block); !ready) return ready.error();
  const FlushDenormals guard;
  const auto blocks = static_cast<size_t>(seconds * rate_hz / block);
  std::vector<double> cheapest(blocks, 1e12);
  std::vector<float> out(static_cast<size_t>(block));
  for (int pass = 0; pass <= passes; ++pass) {  // the first warms the caches and is not counted
    voice.start(1);
    for (size_t b = 0; b < blocks; ++b) {
      std::fill(out.begin(), out.end(), 0.f);
      const double from = cpu_s();
      voice.render(out.data(), block, [](int64_t) { return FrameControls{440.f, -20.f}; });
      if (pass) cheapest[b] = std::min(cheapest[b], 1e6 * (cpu_s() - from));
    }
  }
  VoiceCost cost{rate_hz,
                 block,
                 0.0,
                 0.0,
                 0.0,
                 1e6 * block / rate_hz,
                 voice.plan().memory_bytes(),
                 voice.plan().packed()->bytes()};
  cost.mean_block_us = std::accumulate(cheapest.begin(), cheapest.end(), 0.0) / static_cast<double>(blocks);
  cost.worst_block_us = *std::max_element(cheapest.begin(), cheapest.end());
  cost.ms_per_s = cost.mean_block_us * 1e-3 * rate_hz / block;
  return cost;
}

}  // namespace partials
