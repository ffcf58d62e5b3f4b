// SPDX-License-Identifier: MIT
// The range that a session's features take, and practice within it.
#include <algorithm>
#include <limits>

#include "body/map_session.h"

namespace partials::body {
namespace {

// At first, channels come from their rest to what is heard, which is no movement.
constexpr double kFadingIn_s = 1;

}  // namespace

void MapSession::calibrate(double seconds) {
  const std::lock_guard guard(lock_);
  low_.assign(state_.features.size(), std::numeric_limits<float>::infinity());
  high_.assign(state_.features.size(), -std::numeric_limits<float>::infinity());
  calibrated_s_ = seconds;
  state_.message = "Calibrating: move as far as you will.";
}

void MapSession::measure() {
  if (static_cast<double>(state_.frames) * hop_s_ < kFadingIn_s) return;
  for (size_t i = 0; i < low_.size(); ++i) {
    low_[i] = std::min(low_[i], state_.features[i]);
    high_[i] = std::max(high_[i], state_.features[i]);
  }
  calibrated_s_ -= hop_s_;
  state_.calibration_left_s = std::max(0., calibrated_s_);
  if (state_.calibration_left_s > 0) return;
  calibrated_s_ = -1;
  for (size_t i = 0; i < low_.size() && i < mapping_.inputs.size(); ++i)
    if (high_[i] > low_[i]) {
      mapping_.inputs[i].low = low_[i];
      mapping_.inputs[i].high = high_[i];
    }
  practice_.calibrated(mapping_.inputs, low_, high_);
  state_.message = practice_.is_counting()
                       ? "Calibrated; repetitions of " + practice_.input().name + " are counted."
                       : "Calibrated.";
}

Result<void> MapSession::practise(const std::string& input) {
  const std::lock_guard guard(lock_);
  const auto known = [&](const motion::MappingInput& i) { return i.name == input; };
  if (!input.empty() && std::none_of(inputs_.names.begin(), inputs_.names.end(), known))
    return Error{"The mapping has no input '" + input + "' to practise; name one of its inputs, such as " +
                 inputs_.names.front().name + "."};
  practice_.choose(input);
  return {};
}

std::vector<motion::Repetition> MapSession::take_repetitions() {
  const std::lock_guard guard(lock_);
  return practice_.take();
}

}  // namespace partials::body
