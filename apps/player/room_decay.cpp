// SPDX-License-Identifier: MIT
#include "room_decay.h"

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr size_t kPoints = 96;

RoomDecay of_taps(const float* taps, size_t n, double rate_hz) {
  std::vector<double> left(n);
  double sum = 0;
  for (size_t i = n; i-- > 0;) left[i] = sum += static_cast<double>(taps[i]) * static_cast<double>(taps[i]);
  if (sum <= 0) return {};
  const auto end = static_cast<size_t>(
      std::find_if(left.begin(), left.end(), [&](double e) { return e < 1e-6 * sum; }) - left.begin());
  RoomDecay room;
  room.seconds = static_cast<float>(static_cast<double>(end) / rate_hz);
  for (size_t i = 0; i < kPoints; ++i) {
    const double e = left[std::min(n - 1, i * end / (kPoints - 1))];
    room.level_db.push_back(static_cast<float>(10 * std::log10(std::max(1e-6, e / sum))));
  }
  return room;
}

}  // namespace

RoomDecay room_decay(const Model& model) {
  for (const Node& node : model.graph.nodes) {
    const bool free = node.processor == "impulse_reverb", decaying = node.processor == "decay_reverb";
    const WeightEntry* weights = model.table.find(node.id + (free ? ".taps" : ".t60_s"));
    if (!(free || decaying) || !weights || weights->offset >= model.weights.size()) continue;
    const float* at = model.weights.data() + weights->offset;
    if (free)
      return of_taps(at,
                     std::min(static_cast<size_t>(weights->size()), model.weights.size() - weights->offset),
                     model.graph.reference_rate_hz);
    RoomDecay room;  // a straight line by definition; the taper is that of dsp/decay_reverb.h
    room.seconds = static_cast<float>(0.05 * std::pow(20 / 0.05, static_cast<double>(*at)));
    for (size_t i = 0; i < kPoints; ++i)
      room.level_db.push_back(-60.f * static_cast<float>(i) / (kPoints - 1));
    return room;
  }
  return {};
}

}  // namespace partials
