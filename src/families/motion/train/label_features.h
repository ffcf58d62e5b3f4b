// SPDX-License-Identifier: MIT
// Features of movement that labels are told by: graphs of frames from the channels of takes to "features".
#pragma once
#include <vector>

#include "base/result.h"
#include "families/motion/take.h"
#include "graph/graph.h"

namespace partials::motion {

// Mean, deviation and slope of every channel over the last window_s. Input "movement" [channels].
Graph window_features(int rate_hz, int channels, double window_s);

// How hands and wrists are against the place where they usually rest (motion/rest_place.h), with mean,
// deviation and slope over several windows. Input "movement": x y z of the points, then of an origin and of
// a second point on the trunk.
Graph rest_features(int rate_hz, int points);

// The channels of a take that rest_features takes, in its order: left and right hand, left and right wrist,
// spine, head, each x y z. An Error that names the first that is missing.
Result<std::vector<size_t>> rest_channels(const Take& take);

// The features of every row of a take as it is, one frame after another: [frames][features]. `channels` are
// those of the graph's input.
Result<std::vector<float>> features_of_take(const Graph& graph, const Take& take,
                                            const std::vector<size_t>& channels);

}  // namespace partials::motion
