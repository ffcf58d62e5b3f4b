// SPDX-License-Identifier: MIT
#include "families/instrument/train/learned_partials.h"

#include <algorithm>
#include <cmath>

#include "base/units.h"
#include "dsp/noise_bands.h"
#include "families/instrument/source_nodes.h"
#include "families/instrument/voice.h"

namespace partials {
namespace {

constexpr double kSettleS = 0.5, kReadS = 0.2;  // amplitudes are averaged over the last part

// The frequency resolution of a node's noise: one over its stretch of `overlap` hops, or one over the length
// of its filter's response.
double noise_step_hz(const Node& node, double hop_s) {
  const double overlap = setting_of(node, "overlap");
  return 1.0 / (overlap > 0.0 ? overlap * hop_s : setting_of(node, "ir_s"));
}

// The density of noise at the frequencies that the node produces: multiples of its step. Bands are closer
// than that at low frequencies, and levels between two multiples have no effect.
void read_noise(const Node& node, double hop_s, double highest_hz, const std::vector<double>& magnitudes,
                LearnedNote* out) {
  const NoiseBands bands{static_cast<int>(magnitudes.size()), setting_of(node, "min_hz"),
                         setting_of(node, "max_hz")};
  const double step_hz = noise_step_hz(node, hop_s);
  size_t b = 0;
  for (double hz = step_hz; hz <= std::min(highest_hz, bands.max_hz); hz += step_hz) {
    while (b + 2 < magnitudes.size() && bands.centre_hz(static_cast<int>(b) + 1) < hz) ++b;
    const double left = bands.centre_hz(static_cast<int>(b)),
                 right = bands.centre_hz(static_cast<int>(b) + 1);
    const double share = std::clamp((hz - left) / (right - left), 0.0, 1.0);
    out->noise_hz.push_back(hz);
    out->noise_db.push_back(
        db_from_gain(std::abs(magnitudes[b] + share * (magnitudes[b + 1] - magnitudes[b]))));
  }
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
  std::vector<double> means() const {
    std::vector<double> out = sum;
    for (double& x : out) x /= std::max(1.0, count);
    return out;
  }
};

}  // namespace

Result<std::vector<LearnedNote>> learned_partials(const Graph& graph, const std::vector<float>& weights,
                                                  const std::vector<HeldNote>& notes) {
  const SourceNode noises = noise_source(graph);
  const std::string partials_wire = partials_source(graph).wire, noise_wire = noises.wire;
  if (partials_wire.empty())
    return Error{"The model has no harmonic bank, so there are no partials to show."};
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
    LearnedNote out{note.f0_hz, note.loudness_db, {}, {}, {}, {}};
    for (size_t k = 0; k < partials.sum.size(); ++k) {
      const double hz = note.f0_hz * static_cast<double>(k + 1);
      if (hz > highest_hz) break;
      out.partial_hz.push_back(hz);
      out.partial_db.push_back(db_from_gain(std::abs(partials.at(k))));
    }
    if (noise.sum.size() > 1)
      read_noise(*noises.node, static_cast<double>(graph.hop_num) / static_cast<double>(graph.hop_den),
                 highest_hz, noise.means(), &out);
    learned.push_back(std::move(out));
  }
  return learned;
}

}  // namespace partials
