// SPDX-License-Identifier: MIT
// Training on several machines or processes: each takes some groups of lanes of every step, and all add up
// the gradients of all groups, in the groups' order, so that the result is that of one, bit for bit.
#pragma once
#include <span>

namespace partials {

class Reducer {
 public:
  virtual ~Reducer() = default;
  virtual int rank()
      const = 0;  // of this one, 0 .. ranks() - 1; it takes the groups g with g % ranks() == rank()
  virtual int ranks() const = 0;
  // gradients [groups][size], losses [groups]: those of the own groups are given, the others are filled in.
  // Blocks until all are there. Throws std::runtime_error where another one is gone.
  virtual void exchange(std::span<float> gradients, std::span<double> losses) = 0;
};

}  // namespace partials
