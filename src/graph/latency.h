// SPDX-License-Identifier: MIT
// Latency and tail of a graph. Both add up along a path from the graph's inputs, and where paths meet the
// longest counts. Wires that meet in one node must have the same latency: the plan delays the others, so that
// the graph's output is that of nodes without latency, delayed as a whole. Frames that were not derived from
// samples are controls, which act when they arrive and are not delayed.
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "base/processor.h"
#include "base/result.h"

namespace partials {

// Latency and tail of a wire, accumulated from the graph's inputs.
struct PathTime {
  int64_t latency_samples = 0;
  double tail_s = 0;  // it continues for this long after the graph's inputs have ended, latency included
  bool follows_samples = false;  // it carries samples, or frames derived from samples
};

// A wire at a port of a node.
struct Arrival {
  std::string port;
  Rate rate = Rate::frame;
  PathTime time;
};

// The common latency of a node's inputs: the greatest of them. An error if frames derived from samples would
// need a delay (frames cannot be delayed by samples), if a delay would exceed `longest_wait`, or if the sum
// exceeds the maximum latency.
Result<int64_t> latency_where_met(const std::string& node, std::span<const Arrival> arrivals,
                                  int64_t longest_wait);

// By how many samples a wire must be delayed to have that latency.
int64_t wait_of(const Arrival& arrival, int64_t met);

// An output of a node with these inputs, which now have the same latency.
PathTime time_after(std::span<const Arrival> arrivals, const Spec& spec, Rate out, int64_t rate_hz);

}  // namespace partials
