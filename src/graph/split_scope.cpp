// SPDX-License-Identifier: MIT
#include "graph/split_scope.h"

#include <algorithm>
#include <set>

namespace partials {
namespace {

using Ids = std::set<std::string>;

std::string node_of(const std::string& wire) { return wire.substr(0, wire.rfind('.')); }

Ids bus_nodes(const Graph& graph) {
  Ids ids;
  for (const Node& n : graph.nodes)
    if (n.scope == Scope::bus) ids.insert(n.id);
  return ids;
}

// The name by which the bus part reads a voice node's wire; ids of inputs have no dots.
std::string crossed(SplitGraph& split, const std::string& wire) {
  for (const CrossingWire& c : split.crossing)
    if (c.source == wire) return "in." + c.input;
  std::string id = wire;
  std::replace(id.begin(), id.end(), '.', ':');
  split.crossing.push_back({wire, id});
  split.voice.outputs[wire] = wire;
  split.bus.inputs.push_back({id, Rate::sample, 1});
  return "in." + id;
}

void read_own_input(const Graph& graph, Graph& bus, const std::string& wire) {
  auto is_it = [&](const GraphInput& in) { return "in." + in.id == wire; };
  const auto own = std::find_if(graph.inputs.begin(), graph.inputs.end(), is_it);
  if (own != graph.inputs.end() && std::none_of(bus.inputs.begin(), bus.inputs.end(), is_it))
    bus.inputs.push_back(*own);
}

}  // namespace

Result<void> check_scopes(const Graph& graph) {
  const Ids bus = bus_nodes(graph);
  if (bus.empty()) return {};
  for (const Node& n : graph.nodes)
    for (const auto& [port, wire] : n.in)
      if (n.scope == Scope::voice && bus.count(node_of(wire)))
        return Error{"Node '" + n.id + "' runs in every voice, but its input '" + port + "' reads '" + wire +
                     "', which runs once after the sum of the voices; give '" + n.id +
                     "' the scope 'bus', too, or '" + node_of(wire) + "' the scope 'voice'."};
  return {};
}

Result<SplitGraph> split_scope(const Graph& graph) {
  if (auto r = check_scopes(graph); !r) return r.error();
  const Ids bus = bus_nodes(graph);
  SplitGraph split;
  if (bus.empty()) {
    split.voice = graph;
    return split;
  }
  split.voice = split.bus = graph;
  for (Graph* part : {&split.voice, &split.bus}) {
    const Scope scope = part == &split.bus ? Scope::bus : Scope::voice;
    std::erase_if(part->nodes, [&](const Node& n) { return n.scope != scope; });
    std::erase_if(part->outputs, [&](const auto& out) {
      return (bus.count(node_of(out.second)) ? Scope::bus : Scope::voice) != scope;
    });
  }
  split.bus.inputs.clear();
  for (Node& n : split.bus.nodes)
    for (auto& [port, wire] : n.in) {
      if (node_of(wire) == "in")
        read_own_input(graph, split.bus, wire);
      else if (!bus.count(node_of(wire)))
        wire = crossed(split, wire);
    }
  return split;
}

Result<void> fit_bus(SplitGraph& split, const Plan<float>& voice) {
  for (const CrossingWire& c : split.crossing) {
    if (voice.output_rate(c.source) == Rate::frame)
      return Error{"The wire '" + c.source +
                   "' goes from a node of every voice to one after their sum, but carries frames, which "
                   "cannot be summed; put a 'ramp' node between, or give both nodes the same scope."};
    for (GraphInput& in : split.bus.inputs)
      if (in.id == c.input) {
        in.channels = voice.channels(c.source);
        in.latency_samples = voice.latency_samples(c.source);
      }
  }
  return {};
}

}  // namespace partials
