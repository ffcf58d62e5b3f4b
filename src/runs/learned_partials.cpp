// SPDX-License-Identifier: MIT
#include "runs/learned_partials.h"

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "engine/voice.h"

namespace partials {
namespace {

constexpr double kSettleS = 0.5, kReadS = 0.2;  // amplitudes are meaned over the last part

// The wire that feeds a port of the first node of this processor, or empty.
std::string feeder(const Graph& graph, const std::string& processor, const std::string& port) {
  for (const Node& n : graph.nodes)
    if (n.processor == processor)
      if (const auto found = n.in.find(port); found != n.in.end()) return found->second;
  return "";
}

struct Mean {
  std::vector<double> sum;
  double count = 0.0;
  void add(const float* x, int n) {
    sum.resize(static_cast<size_t>(n), 0.0);
    for (int i = 0; i < n; ++i) sum[static_cast<size_t>(i)] += x[i];
    count += 1.0;
  }
  double at(size_t i) const { return sum[i] / std::max(1.0, count); }
};

}  // namespace

Result<std::vector<LearnedNote>> learned_partials(const Graph& graph, const std::vector<float>& weights, const std::vector<HeldNote>& notes) {
  const std::string partials_wire = feeder(graph, "harmonic_bank", "amplitudes");
  std::string noise_wire = feeder(graph, "spectral_noise", "magnitudes");
  if (noise_wire.empty()) noise_wire = feeder(graph, "filtered_noise", "magnitudes");
  if (partials_wire.empty()) return Error{"The model has no harmonic bank, so there are no partials to show."};
  const int rate_hz = static_cast<int>(graph.reference_rate_hz);
  Voice voice;
  if (auto ready = voice.prepare(graph, weights.data(), rate_hz, 256); !ready) return ready.error();
  const double highest_hz = std::min(graph.band_hz, rate_hz / 2.0);
  std::vector<LearnedNote> learned;
  std::vector<float> sink(256);
  for (const HeldNote& note : notes) {
    Mean partials, noise;
    voice.start(1);
    const FrameControls held{static_cast<float>(note.f0_hz), static_cast<float>(note.loudness_db)};
    while (static_cast<double>(voice.sample()) < kSettleS * rate_hz) {
      voice.render(sink.data(), static_cast<int>(sink.size()), [&](int64_t) { return held; });
      if (static_cast<double>(voice.sample()) < (kSettleS - kReadS) * rate_hz) continue;
      partials.add(voice.plan().wire(partials_wire), voice.plan().channels(partials_wire));
      if (!noise_wire.empty()) noise.add(voice.plan().wire(noise_wire), voice.plan().channels(noise_wire));
    }
    LearnedNote out{note.f0_hz, note.loudness_db, {}, {}, {}};
    for (size_t k = 0; k < partials.sum.size(); ++k) {
      const double hz = note.f0_hz * static_cast<double>(k + 1);
      if (hz > highest_hz) break;
      out.partial_hz.push_back(hz);
      out.partial_db.push_back(db_from_gain(std::abs(partials.at(k))));
    }
    for (size_t b = 0; b < noise.sum.size(); ++b) out.noise_db.push_back(db_from_gain(std::abs(noise.at(b))));
    learned.push_back(std::move(out));
  }
  return learned;
}

}  // namespace partials
