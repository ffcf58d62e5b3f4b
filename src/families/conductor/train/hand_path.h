// SPDX-License-Identifier: MIT
// The way of a hand through a bar: the textbook figures of 1 to 4 beats (down; down, out; down, right, up;
// down, left, right, up), as a person's style draws them. x to the right of the conductor, y up, z towards
// the orchestra, in m.
//   within a beat, with p its part that has passed:  q = p + dwell sin(2 pi p) / (2 pi)
//   height  line between the two points + rise * sin(pi w)^roundness,  w = q^(ln 0.5 / ln crest)
//   side    smooth line between the two points + loop sin(2 pi q); a circle has sin(2 pi q) / 2 of the height
#pragma once
#include <array>
#include <cstdint>

#include "families/conductor/train/style.h"

namespace partials::conductor {

using Place = std::array<double, 3>;

class HandPath {
 public:
  HandPath(const Style& style, int bar, uint64_t key) : style_(style), bar_(bar), key_(key) {}
  // At a beat, -1 or later; size in octaves.
  Place at(double beat, double size) const;

 private:
  struct Point {
    double x, y;
  };
  Point point(int beat) const;  // where the hand gives it
  double rise(int beat) const;  // of the stroke that follows it

  Style style_;
  int bar_;
  uint64_t key_;
};

}  // namespace partials::conductor
