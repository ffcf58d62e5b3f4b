// SPDX-License-Identifier: MIT
// The features of a moving body as a graph: joints in, readable quantities out. Turning the body about the
// vertical, moving it or scaling it changes none of them, for everything is measured in body heights (h) as
// the processor body_scale estimates them; mirroring the body exchanges left and right.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"

namespace partials::motion {

struct BodyFeature {
  std::string_view id;      // an output of the graph
  std::string_view source;  // the wire that it is
  std::string_view unit;    // h: body heights; empty: a number without unit
  std::string_view what;    // for people
  int channels;
  // channels that the mirror image exchanges: `swap` of them, from the first, with as many after those
  // (0: none), or, where `negate`, the sign of all
  int swap_first, swap;
  bool negate;
};

std::span<const BodyFeature> body_features();

// The joints without which a feature would be wrong, by names of kBodyJoints, in their order; all of them for
// an id that is none of a feature, such as "joints".
std::vector<std::string> joints_of_feature(std::string_view id);

// Frames at rate_hz (1 to 1000). Input "joints": x y z of every joint of kBodyJoints, m, y up, right-handed.
// Outputs: body_features().
Graph feature_graph(int rate_hz);

}  // namespace partials::motion
