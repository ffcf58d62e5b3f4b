// SPDX-License-Identifier: MIT
#include "graph/limits.h"

#include <set>

namespace partials {
namespace {

std::string quoted(const std::string& s) { return "'" + s + "'"; }

Error too_many(const std::string& what, size_t n, size_t most) {
  return Error{"The graph has " + std::to_string(n) + " " + what + ", but the maximum is " +
               std::to_string(most) + "; make it smaller."};
}

Result<void> check_inputs(const Graph& graph) {
  std::set<std::string> ids;
  for (const GraphInput& in : graph.inputs) {
    if (!ids.insert(in.id).second)
      return Error{"Two inputs of the graph are called " + quoted(in.id) + "; give each its own id."};
    if (in.channels < 1 || in.channels > kMaxChannels)
      return Error{"Input " + quoted(in.id) + " of the graph has " + std::to_string(in.channels) +
                   " channels; it must have 1 to " + std::to_string(kMaxChannels) + "."};
  }
  return {};
}

}  // namespace

Result<void> check_limits(const Graph& graph, const PlanOptions& options) {
  if (graph.hop_num < 1 || graph.hop_den < 1 || graph.hop_num > graph.hop_den || graph.hop_den > 100000)
    return Error{"The graph's hop is " + std::to_string(graph.hop_num) + "/" + std::to_string(graph.hop_den) +
                 " s, but must be a fraction between 1/100000 and 1 second."};
  if (options.rate_hz != 0 && (options.rate_hz < 8000 || options.rate_hz > 384000))
    return Error{"Sample rate " + std::to_string(options.rate_hz) +
                 " Hz is not supported; use 8000 to 384000 Hz, or 0 for a graph of frames only."};
  if (graph.nodes.size() > kMaxNodes) return too_many("nodes", graph.nodes.size(), kMaxNodes);
  if (graph.inputs.size() > kMaxGraphInputs) return too_many("inputs", graph.inputs.size(), kMaxGraphInputs);
  if (graph.outputs.size() > kMaxGraphOutputs)
    return too_many("outputs", graph.outputs.size(), kMaxGraphOutputs);
  for (const int times : {options.max_samples, options.max_frames})
    if (times < 0 || times > kMaxTimes)
      return Error{"A call of " + std::to_string(times) +
                   " samples or frames is not supported; calls may have 0 to " + std::to_string(kMaxTimes) +
                   "."};
  return check_inputs(graph);
}

Result<void> check_limits(const Node& node, const Info& info) {
  if (info.n_settings <= kMaxSettings) return {};
  return Error{"Node " + quoted(node.id) + ": processor " + quoted(node.processor) + " has " +
               std::to_string(info.n_settings) + " settings, but a processor may have at most " +
               std::to_string(kMaxSettings) + "; group them, or raise kMaxSettings."};
}

Result<void> check_limits(const Node& node, const Spec& spec, size_t weights) {
  if (spec.error) return Error{"Node " + quoted(node.id) + ": " + spec.error};
  for (int o = 0; o < spec.n_out; ++o) {
    const Port& p = spec.out[o];
    if (p.channels < 1 || p.channels > kMaxChannels)
      return Error{"Node " + quoted(node.id) + ": output " + quoted(p.id) + " would have " +
                   std::to_string(p.channels) + " channels; it must have 1 to " +
                   std::to_string(kMaxChannels) + "."};
  }
  for (int w = 0; w < spec.n_weights; ++w) {
    const Weight& x = spec.weights[w];
    if (x.rows < 0 || x.cols < 0)
      return Error{"Node " + quoted(node.id) + ": weight " + quoted(x.id) + " would be " +
                   std::to_string(x.rows) + " x " + std::to_string(x.cols) +
                   " numbers; change its settings or wires."};
    weights += static_cast<size_t>(x.rows) * static_cast<size_t>(x.cols);
    if (weights > kMaxGraphWeights)
      return Error{"Node " + quoted(node.id) + ": with its weight " + quoted(x.id) + " the graph has " +
                   std::to_string(weights) + " weights, but the maximum is " +
                   std::to_string(kMaxGraphWeights) + "; make it smaller."};
  }
  return {};
}

}  // namespace partials
