// SPDX-License-Identifier: MIT
#include "graph/weights.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace partials {

const WeightEntry* WeightTable::find(const std::string& name) const {
  for (const WeightEntry& e : entries)
    if (e.name == name) return &e;
  return nullptr;
}

std::vector<float> weights_of_part(const WeightTable& part, const WeightTable& whole, const float* weights) {
  std::vector<float> w(part.size);
  for (const WeightEntry& e : part.entries)
    if (const WeightEntry* from = whole.find(e.name); from && from->size() == e.size())
      std::copy_n(weights + from->offset, e.size(), w.begin() + static_cast<std::ptrdiff_t>(e.offset));
  return w;
}

std::vector<float> initial_weights(const WeightTable& table, uint64_t seed) {
  std::vector<float> w(table.size);
  for (const WeightEntry& e : table.entries) {
    uint64_t key = stream_key(seed);
    for (char c : e.name) key = stream_key(key, static_cast<unsigned char>(c));
    const double bound = e.scale / std::sqrt(std::max(1, e.cols));
    for (size_t i = 0; i < e.size(); ++i) {
      double x = 0;
      switch (e.init) {
        case Init::zero:
          break;
        case Init::one:
          x = 1;
          break;
        case Init::constant:
          x = e.scale;
          break;
        case Init::uniform_fan_in:
          x = bound * random_bipolar(key, i);
          break;
        case Init::normal:  // Box-Muller
          x = e.scale * std::sqrt(-2.0 * std::log(1.0 - random_unit(key, 2 * i))) *
              std::cos(6.283185307179586 * random_unit(key, 2 * i + 1));
          break;
      }
      w[e.offset + i] = static_cast<float>(x);
    }
  }
  return w;
}

void clamp_weights(const WeightTable& table, float* weights) {
  for (const WeightEntry& e : table.entries)
    if (e.min < e.max)
      for (size_t i = 0; i < e.size(); ++i)
        weights[e.offset + i] =
            std::clamp(weights[e.offset + i], static_cast<float>(e.min), static_cast<float>(e.max));
}

}  // namespace partials
