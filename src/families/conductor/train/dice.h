// SPDX-License-Identifier: MIT
// Random numbers of one stream, drawn in order: for what is generated from a seed.
#pragma once
#include <cmath>
#include <cstdint>
#include <numbers>

#include "base/random.h"

namespace partials::conductor {

class Dice {
 public:
  explicit Dice(uint64_t key) : key_(key) {}
  double unit() { return static_cast<double>(random_bits(key_, next_++) >> 11) * 0x1p-53; }  // [0, 1)
  double between(double low, double high) { return low + (high - low) * unit(); }
  double log_between(double low, double high) { return low * std::pow(high / low, unit()); }
  int below(int n) { return static_cast<int>(unit() * n); }
  bool chance(double p) { return unit() < p; }
  double normal() {  // mean 0, deviation 1 (Box and Muller 1958)
    const double radius = std::sqrt(-2 * std::log(1 - unit()));
    return radius * std::cos(2 * std::numbers::pi * unit());
  }

 private:
  uint64_t key_, next_ = 0;
};

}  // namespace partials::conductor
