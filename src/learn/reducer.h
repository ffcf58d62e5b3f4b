// SPDX-License-Identifier: MIT
// Training on several machines or processes: each runs some groups of lanes of every step, and all sum the
// gradients of all groups, in the groups' order, so that the result equals that of one process, bit for bit.
#pragma once
#include <span>

namespace partials {

class Reducer {
 public:
  virtual ~Reducer() = default;
  virtual int rank()
      const = 0;  // of this one, 0 .. ranks() - 1; it runs the groups g with g % ranks() == rank()
  virtual int ranks() const = 0;
  // gradients [groups][size], losses [groups]: the caller fills those of its own groups, this fills the
  // others. Blocks until all have arrived. Throws std::runtime_error if another process is gone.
  virtual void exchange(std::span<float> gradients, std::span<double> losses) = 0;
};

}  // namespace partials
