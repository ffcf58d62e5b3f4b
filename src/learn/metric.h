// SPDX-License-Identifier: MIT
// A measured figure with its unit and meaning.
#pragma once
#include <string>

namespace partials {

struct Metric {
  std::string id;    // "log_mel_db", "accuracy"
  std::string unit;  // "dB", "%"; "" for none
  bool lower_is_better = true;
  double value = 0;

  // Whether `a` is better than `b`, two values of this metric.
  bool better(double a, double b) const { return lower_is_better ? a < b : a > b; }
};

}  // namespace partials
