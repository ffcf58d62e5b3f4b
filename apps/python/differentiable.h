// SPDX-License-Identifier: MIT
// A graph as a differentiable function: every call starts from the graph's initial state, computes all
// outputs, and keeps what the gradients need until they were asked for. Plans are compiled once for a length
// and used again.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "graph/plan.h"

namespace partials::py {

// One plan at work, with its weights.
template <class S>
struct Work {
  Plan<S> plan;
  Call call;
  std::vector<S> weights;
};

class DifferentiableGraph {
 public:
  // rate_hz 0: the graph's own.
  static Result<std::shared_ptr<DifferentiableGraph>> create(const Graph& graph, int rate_hz);

  const Graph& graph() const { return graph_; }
  int rate_hz() const { return clock_rate_hz_; }
  const WeightTable& weights() const { return table_; }
  int channels(const std::string& source) const { return channels_.at(source); }
  Rate rate(const std::string& output) const { return rates_.at(output); }

  // A call of so many samples from the beginning; of a graph of frames, of so many frames.
  Call call_of(int samples, int frames) const;

  // An idle plan for this call, or a new one; and back.
  template <class S>
  Result<std::unique_ptr<Work<S>>> begin(const Call& call);
  template <class S>
  void end(std::unique_ptr<Work<S>> work);

 private:
  explicit DifferentiableGraph(const Graph& graph) : graph_(graph) {}
  template <class S>
  std::vector<std::unique_ptr<Work<S>>>& idle();

  Graph graph_;
  int clock_rate_hz_ = 0;
  FrameClock clock_;
  WeightTable table_;
  std::map<std::string, int> channels_;  // of outputs
  std::map<std::string, Rate> rates_;
  std::mutex lock_;
  std::vector<std::unique_ptr<Work<float>>> idle_floats_;
  std::vector<std::unique_ptr<Work<double>>> idle_doubles_;
};

}  // namespace partials::py
