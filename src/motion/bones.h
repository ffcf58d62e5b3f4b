// SPDX-License-Identifier: MIT
// Removes the lengths of the limbs: the direction of every joint but the root from the joint on which it
// hangs, a vector of length 1 (of a bone shorter than 1e-9, shorter). Skeleton: motion/chains.h. in joints [3
// joints], out directions [3 (joints - 1)].
#pragma once
#include "motion/chains.h"
#include "motion/step.h"
#include "motion/vectors.h"

PARTIALS_BEGIN

struct BonesFormula {
  static constexpr auto kSettings = chain_settings();
  static constexpr Info kInfo{"bones", 1, "directions of the bones, without their lengths", kSettings.items,
                              kSettings.kCount};
  static constexpr Port kInputs[] = {{"joints", Rate::frame, 0, false, false, -2, 2}};
  static constexpr const char* kOutputs[] = {"directions"};

  static Shape shape(const Setup& s) {
    const Chains chains(s.settings);
    Shape shape;
    shape.in[0] = 3 * chains.joints;
    shape.out[0] = 3 * (chains.joints - 1);
    shape.error = chains.error;
    return shape;
  }

  Chains chains;
  explicit BonesFormula(const Setup& s) : chains(s.settings) {}

  template <class T>
  void step(const Moment<T>& m) const {
    for (int k = 1; k < chains.joints; ++k)
      put_vec(m.out[0], k - 1, unit(vec_at(m.in[0], k) - vec_at(m.in[0], chains.parent[k])));
  }
};
using Bones = Step<BonesFormula>;

PARTIALS_END
