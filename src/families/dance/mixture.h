// SPDX-License-Identifier: MIT
// A draw from a mixture of diagonal normal distributions, laid out as learn/output_loss.h says: K logits,
// then K rows of means, then K rows of log deviations.
//   temperature T: the logits are divided by T, the deviations multiplied; 0 gives the mean of the likeliest
//   component, 1 the mixture itself.
//   widest: a larger deviation is taken as this
// Normal numbers come from pairs by Box and Muller (1958) on counter-based random numbers
// (base/random.h), so a draw is a pure function of key and values.
#pragma once
#include <cstddef>
#include <cstdint>

namespace partials::dance {

struct MixtureShape {
  int components = 1, channels = 1;
  size_t size() const { return static_cast<size_t>(components) * (1 + 2 * static_cast<size_t>(channels)); }
};

// mixture [shape.size()], out [channels]. Allocates nothing.
void draw(const float* mixture, MixtureShape shape, double temperature, double widest, uint64_t key,
          float* out) noexcept;

}  // namespace partials::dance
