// SPDX-License-Identifier: MIT
#include "families/dance/train/likelihood.h"

#include <algorithm>
#include <cmath>

#include "base/need.h"
#include "learn/track_objective.h"

namespace partials::dance {

Nats nats_of(const Graph& graph, const std::vector<float>& weights, const DancePart& part,
             const Example& example) {
  return mean_of(nats_of_seconds(graph, weights, part, example));
}

std::vector<Nats> nats_of_seconds(const Graph& graph, const std::vector<float>& weights,
                                  const DancePart& part, const Example& example) {
  const Track& residual = example.tracks.at("residual");
  const Track mixture = need(play_tracks(graph, weights, example)).at("mixture");
  const auto n = static_cast<size_t>(residual.channels), wide = static_cast<size_t>(mixture.channels);
  const auto second = static_cast<size_t>(std::lround(1 / clock_of(graph).hop_s()));
  const double log_spread = mean_log(part.ar.spread);
  std::vector<float> unused(mixture.values.size());
  std::vector<Nats> out;
  for (size_t from = 0; from < residual.times(); from += second) {
    const size_t frames = std::min(second, residual.times() - from);
    const float* wanted = residual.values.data() + from * n;
    const double sum =
        loss_and_gradient(LossKind::mixture_density, mixture.values.data() + from * wide, wanted,
                          unused.data(), frames, mixture.channels, residual.channels, 1, 1.0);
    out.push_back({sum / static_cast<double>(n) + log_spread,
                   normal_nats({wanted, frames * n}, part.ar.spread), frames});
  }
  return out;
}

Nats mean_of(const std::vector<Nats>& all) {
  Nats mean;
  for (const Nats& n : all) {
    mean.frames += n.frames;
    mean.model += n.model * static_cast<double>(n.frames);
    mean.ar2 += n.ar2 * static_cast<double>(n.frames);
  }
  if (mean.frames == 0) return mean;
  mean.model /= static_cast<double>(mean.frames);
  mean.ar2 /= static_cast<double>(mean.frames);
  return mean;
}

}  // namespace partials::dance
