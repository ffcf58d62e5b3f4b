// SPDX-License-Identifier: MIT
// Counts what was said against what was true.
#pragma once
#include <cstddef>
#include <vector>

namespace partials::motion {

class LabelScore {
 public:
  explicit LabelScore(size_t labels) : hits_(labels), said_(labels), truly_(labels) {}
  void add(size_t truth, size_t said) {
    ++truly_[truth];
    ++said_[said];
    hits_[truth] += truth == said;
    ++frames_;
    right_ += truth == said;
  }
  size_t frames() const { return frames_; }
  double right() const { return frames_ ? static_cast<double>(right_) / static_cast<double>(frames_) : 0; }
  // Over the labels that occurred.
  double macro_f1() const {
    double sum = 0;
    size_t labels = 0;
    for (size_t c = 0; c < truly_.size(); ++c) {
      if (!truly_[c]) continue;
      sum += 2.0 * static_cast<double>(hits_[c]) / static_cast<double>(said_[c] + truly_[c]);
      ++labels;
    }
    return labels ? sum / static_cast<double>(labels) : 0;
  }

 private:
  std::vector<size_t> hits_, said_, truly_;
  size_t frames_ = 0, right_ = 0;
};

}  // namespace partials::motion
