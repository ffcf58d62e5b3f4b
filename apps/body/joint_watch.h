// SPDX-License-Identifier: MIT
// Whether a sender sends the joints that the features of a body need. Joints between others, which few
// senders of landmarks have, are made of those. [one thread]; see() and fill() allocate nothing.
#pragma once
#include <string>
#include <vector>

namespace partials::body {

class JointWatch {
 public:
  JointWatch() = default;
  // joints: that are needed (none: nothing is watched); channels: of the row, "left_wrist.x".
  JointWatch(const std::vector<std::string>& joints, const std::vector<std::string>& channels);

  // hips and neck where they are lost: the middle of both hips, of both shoulders; chest: between neck and
  // hips, 0.65 neck + 0.35 hips, as the page's camera has it.
  void fill(float* row) const noexcept;
  // Takes note of the joints of this row. True: every needed one has been seen.
  bool see(const float* row) noexcept;
  bool complete() const noexcept { return missing_ == 0; }
  size_t missing() const noexcept { return missing_; }
  // "The sender has not sent the joints head, left_foot, which ..."; allocates.
  std::string sentence() const;

 private:
  struct Joint {
    std::string name;
    size_t at = 0;  // of its x in the row
    bool seen = false;
  };
  struct Between {
    size_t at, a, b;
    float part_a;
  };
  std::vector<Joint> joints_;
  std::vector<Between> between_;
  size_t missing_ = 0;
};

}  // namespace partials::body
