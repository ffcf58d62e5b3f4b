// SPDX-License-Identifier: MIT
#include "families/dance/mixture.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/random.h"

namespace partials::dance {
namespace {

constexpr double kColdest = 1e-3;  // below it the likeliest component is taken

int component(const float* logits, int components, double temperature, double unit) noexcept {
  const int likeliest = static_cast<int>(std::max_element(logits, logits + components) - logits);
  if (temperature < kColdest) return likeliest;
  const double highest = logits[likeliest];
  double total = 0;
  for (int k = 0; k < components; ++k) total += std::exp((logits[k] - highest) / temperature);
  double left = unit * total;
  for (int k = 0; k < components; ++k) {
    left -= std::exp((logits[k] - highest) / temperature);
    if (left < 0) return k;
  }
  return likeliest;
}

}  // namespace

void draw(const float* mixture, MixtureShape shape, double temperature, double widest, uint64_t key,
          float* out) noexcept {
  const int n = shape.channels, k = component(mixture, shape.components, temperature, random_unit(key, 0));
  const float* mean = mixture + shape.components + static_cast<ptrdiff_t>(k) * n;
  const float* log_deviation = mean + static_cast<ptrdiff_t>(shape.components) * n;
  for (int c = 0; c < n; c += 2) {
    const auto at = static_cast<uint64_t>(1 + c);
    const double radius = std::sqrt(-2 * std::log(1 - static_cast<double>(random_unit(key, at))));
    const double angle = 2 * std::numbers::pi * random_unit(key, at + 1);
    const double normal[] = {radius * std::cos(angle), radius * std::sin(angle)};
    for (int i = c; i < std::min(n, c + 2); ++i) {
      const double deviation = std::min<double>(widest, std::exp(log_deviation[i]));
      out[i] = mean[i] + static_cast<float>(temperature * deviation * normal[i - c]);
    }
  }
}

}  // namespace partials::dance
