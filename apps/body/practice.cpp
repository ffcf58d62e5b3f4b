// SPDX-License-Identifier: MIT
#include "body/practice.h"

#include <algorithm>
#include <utility>

namespace partials::body {

void Practice::calibrated(const std::vector<motion::MappingInput>& inputs, std::span<const float> low,
                          std::span<const float> high) {
  float farthest = 0;
  for (size_t i = 0; i < std::min(inputs.size(), low.size()); ++i) {
    const bool fits = chosen_.empty() ? inputs[i].unit == inputs[0].unit : inputs[i].name == chosen_;
    if (!fits || !(high[i] - low[i] > farthest)) continue;
    farthest = high[i] - low[i];
    at_ = i;
  }
  if (farthest <= 0) return repetitions_.begin(0, 0);
  complete_.reserve(kMostKept);
  input_ = inputs[at_];
  repetitions_.begin(low[at_], high[at_]);
}

void Practice::frame(double now_s, std::span<const float> inputs) {
  if (at_ >= inputs.size() || !repetitions_.frame(now_s, inputs[at_])) return;
  if (complete_.size() == kMostKept) complete_.erase(complete_.begin());
  complete_.push_back(repetitions_.last());
}

std::vector<motion::Repetition> Practice::take() {
  std::vector<motion::Repetition> all(complete_);
  complete_.clear();
  return all;
}

}  // namespace partials::body
