// SPDX-License-Identifier: MIT
// Practice of one input of a mapping: which one, within which calibrated range, and its repetitions. [the
// session's thread, or locked as the session is]
#pragma once
#include <span>
#include <string>
#include <vector>

#include "families/motion/mapping.h"
#include "families/motion/repetitions.h"

namespace partials::body {

class Practice {
 public:
  explicit Practice(double hop_s = 1. / 60) : repetitions_(hop_s) {}

  // The input that counts; empty: of those in the unit of the first, the one that reached farthest while the
  // range was measured.
  void choose(std::string input) { chosen_ = std::move(input); }
  // A range of every input was measured: counts anew. Where nothing moved, nothing is counted.
  void calibrated(const std::vector<motion::MappingInput>& inputs, std::span<const float> low,
                  std::span<const float> high);
  void frame(double now_s, std::span<const float> inputs);

  bool is_counting() const { return repetitions_.is_counting(); }
  const motion::MappingInput& input() const { return input_; }
  const motion::Repetition& last() const { return repetitions_.last(); }  // number 0: none yet
  // Those that were complete since the last call; at most the newest kMostKept.
  std::vector<motion::Repetition> take();

 private:
  static constexpr size_t kMostKept = 1000;
  std::string chosen_;
  size_t at_ = 0;
  motion::MappingInput input_;
  motion::Repetitions repetitions_;
  std::vector<motion::Repetition> complete_;
};

}  // namespace partials::body
