// SPDX-License-Identifier: MIT
// A graph of frames alone, run over rows of numbers, as many frames a call as there are.
#pragma once
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "graph/plan.h"
#include "graph/weights.h"

namespace partials::test {

using Rows = std::vector<std::vector<double>>;  // [frames][channels]

inline std::map<std::string, Rows> run_graph(const Graph& graph, const std::map<std::string, Rows>& in) {
  const int frames = static_cast<int>(in.begin()->second.size());
  auto made = Plan<float>::compile(graph, {.rate_hz = 0, .max_samples = 0, .max_frames = frames});
  if (!made) throw std::runtime_error(made.error().text);
  Plan<float>& plan = made.value();
  const std::vector<float> weights = initial_weights(plan.weights(), 1);
  plan.set_weights(weights.data());
  for (const auto& [id, rows] : in) {
    float* to = plan.input(id);
    for (const auto& row : rows)
      for (double x : row) *to++ = static_cast<float>(x);
  }
  plan.run({0, 0, frames, 0});
  std::map<std::string, Rows> out;
  for (const auto& [id, source] : graph.outputs) {
    const float* from = plan.output(id);
    for (int t = 0; t < frames; ++t, from += plan.channels(source))
      out[id].emplace_back(from, from + plan.channels(source));
  }
  return out;
}

// One processor at 60 frames a second, or as said; `outputs` are its ports.
inline std::map<std::string, Rows> run_node(const std::string& processor,
                                            const std::map<std::string, double>& settings,
                                            const std::map<std::string, Rows>& in,
                                            const std::vector<std::string>& outputs, int rate_hz = 60) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = rate_hz;
  g.reference_rate_hz = 0;
  Node node{"node", processor, settings, {}};
  for (const auto& [id, rows] : in) {
    g.inputs.push_back({id, Rate::frame, static_cast<int>(rows[0].size())});
    node.in[id] = "in." + id;
  }
  g.nodes.push_back(node);
  for (const std::string& id : outputs) g.outputs[id] = "node." + id;
  return run_graph(g, in);
}

// Rows of f(time in s).
template <class F>
Rows rows_of(int frames, const F& f, int rate_hz = 60) {
  Rows rows;
  for (int t = 0; t < frames; ++t) rows.push_back(f(static_cast<double>(t) / rate_hz));
  return rows;
}

}  // namespace partials::test
