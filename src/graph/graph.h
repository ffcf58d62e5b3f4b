// SPDX-License-Identifier: MIT
// A model as data: named processors, their settings, and wires between named ports. No code, self-contained.
// Weights are stored separately, by name "node.weight" (graph/weights.h). Nodes may be in any order;
// compiling a plan refuses a cycle.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/frame_clock.h"
#include "base/processor.h"

namespace partials {

struct GraphInput {
  std::string id;  // for instance "f0_hz"; wires name it "in.f0_hz"
  Rate rate = Rate::frame;
  int channels = 1;
  int latency_samples = 0;  // of samples that already have latency at this input (graph/split_scope.h)
};

// Where a node runs when several voices play at once: in every voice, or once after their sum. A graph that
// runs as a whole (one voice, training) ignores it.
enum class Scope { voice, bus };

struct Node {
  std::string id;
  std::string processor;
  std::map<std::string, double> settings;
  std::map<std::string, std::string> in;  // port -> "node.port" or "in.id"
  Scope scope = Scope::voice;
};

struct Graph {
  int64_t hop_num = 1, hop_den = 250;  // hop in seconds as a fraction
  double band_hz = 16000;
  double reference_rate_hz = 44100;  // the training rate; 0: frames only, no audio
  double native_rate_hz = 0;  // the only rate at which it may run (a player resamples around it); 0: any
  std::vector<GraphInput> inputs;
  std::vector<Node> nodes;
  std::map<std::string, std::string> outputs;  // id -> "node.port"
};

// At the reference rate.
inline FrameClock clock_of(const Graph& graph) {
  return {graph.hop_num, graph.hop_den, static_cast<int64_t>(graph.reference_rate_hz)};
}

}  // namespace partials
