// SPDX-License-Identifier: MIT
#include "shown.h"

#include <algorithm>

namespace partials {
namespace {

std::vector<int> list(bool effect) {
  std::vector<int> places;
  for (int i = 0; i < kParameterCount; ++i) {
    const Parameter& p = kParameters[static_cast<size_t>(i)];
    if (effect ? p.effect : p.instrument) places.push_back(i);
  }
  return places;
}

}  // namespace

const std::vector<int>& shown(PlayerKind kind) {
  static const std::vector<int> instrument = list(false), effect = list(true);
  return kind == PlayerKind::effect ? effect : instrument;
}

int place_of(PlayerKind kind, int index) {
  const auto& places = shown(kind);
  const auto at = std::find(places.begin(), places.end(), index);
  return at == places.end() ? -1 : static_cast<int>(at - places.begin());
}

}  // namespace partials
