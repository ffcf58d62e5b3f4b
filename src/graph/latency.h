// SPDX-License-Identifier: MIT
// Latency and tail of a graph. Both add up along a path from the graph's inputs, and where paths meet the
// longest counts. Wires that meet in one node must be equally late: the plan delays the earlier ones, so that
// a graph sounds as if its nodes had no latency, only later. Frames that nothing made of samples are
// controls, which act when they arrive and are not delayed.
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "base/processor.h"
#include "base/result.h"

namespace partials {

// What the way from the graph's inputs has done to a wire.
struct PathTime {
  int64_t latency_samples = 0;
  double tail_s = 0;  // it goes on for so long after the graph's inputs have ended, latency included
  bool follows_samples = false;  // it is samples, or frames made of samples
};

// A wire where it reaches a port of a node.
struct Arrival {
  std::string port;
  Rate rate = Rate::frame;
  PathTime time;
};

// The latency at which a node hears all its inputs: the greatest of them. Refused where frames made of
// samples would have to wait for it, as frames cannot be delayed by samples, where a wait is longer than
// `longest_wait`, and where the sum no longer makes sense.
Result<int64_t> latency_where_met(const std::string& node, std::span<const Arrival> arrivals,
                                  int64_t longest_wait);

// By how many samples a wire must be delayed to be heard at that latency.
int64_t wait_of(const Arrival& arrival, int64_t met);

// An output of a node with these inputs, which are equally late by now.
PathTime time_after(std::span<const Arrival> arrivals, const Spec& spec, Rate out, int64_t rate_hz);

}  // namespace partials
