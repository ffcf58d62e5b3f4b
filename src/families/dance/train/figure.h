// SPDX-License-Identifier: MIT
// What of a body is drawn: its root, the joints that turn and their children, without eyes; bones join each
// to the nearest of them above it.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "families/dance/rig.h"

namespace partials::dance {

struct Figure {
  std::vector<size_t> joints;                    // of the skeleton
  std::vector<std::pair<size_t, size_t>> bones;  // indices into joints, the upper one first
  std::vector<int> sides;                        // [joints] -1 left, 1 right, 0 neither
  size_t head = 0;                               // index into joints; 0 where there is none
};
Figure figure_of(const Rig& rig);

// Where its joints are: [frames][figure.joints].
std::vector<std::vector<Vec3>> drawn_joints(const Figure& figure, const Rig& rig,
                                            const std::vector<BodyPose>& poses);

}  // namespace partials::dance
