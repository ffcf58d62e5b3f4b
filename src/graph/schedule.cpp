// SPDX-License-Identifier: MIT
#include "graph/schedule.h"

#include <algorithm>
#include <set>
#include <string>

namespace partials {
namespace {

// nodes whose outputs are already computed; "in" stands for the graph's inputs
using Ready = std::set<std::string>;

bool arrives(const std::string& wire, const Ready& ready) {
  return ready.count(wire.substr(0, wire.rfind('.'))) != 0;
}

// A node that could not be scheduled: a wire without a source, or a loop.
Error unarrived(const Node& node, const Ready& ready) {
  for (auto& [port, wire] : node.in)
    if (!arrives(wire, ready))
      return Error{"Node '" + node.id + "' waits for the wire '" + wire + "' at its input '" + port +
                   "', which never arrives: it names a node that does not exist, or is part of a loop; "
                   "correct the wire, or put the loop inside one processor."};
  return Error{"Node '" + node.id + "' is part of a loop; put the loop inside one processor."};
}

}  // namespace

Result<std::vector<const Node*>> schedule(const Graph& graph) {
  std::vector<const Node*> order, waiting;
  Ready ready{"in"};
  for (const Node& node : graph.nodes) waiting.push_back(&node);
  while (!waiting.empty()) {
    const size_t before = waiting.size();
    std::erase_if(waiting, [&](const Node* node) {
      if (!std::all_of(node->in.begin(), node->in.end(),
                       [&](auto& wire) { return arrives(wire.second, ready); }))
        return false;
      ready.insert(node->id);
      order.push_back(node);
      return true;
    });
    if (waiting.size() == before) return unarrived(*waiting[0], ready);
  }
  return order;
}

}  // namespace partials
