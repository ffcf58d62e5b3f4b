// SPDX-License-Identifier: MIT
#include "families/instrument/sound_part.h"

#include <algorithm>
#include <set>

#include "families/instrument/source_nodes.h"

namespace partials {
namespace {

std::string node_of(const std::string& wire) { return wire.substr(0, wire.find('.')); }

// Leaves out nodes and inputs that no output needs.
void prune(Graph& graph) {
  std::set<std::string> needed, inputs;
  std::vector<std::string> open;
  for (const auto& [id, wire] : graph.outputs) open.push_back(wire);
  while (!open.empty()) {
    const std::string wire = open.back();
    open.pop_back();
    if (node_of(wire) == "in") {
      inputs.insert(wire.substr(3));
      continue;
    }
    if (!needed.insert(node_of(wire)).second) continue;
    for (const Node& node : graph.nodes)
      if (node.id == node_of(wire))
        for (const auto& [port, source] : node.in) open.push_back(source);
  }
  std::erase_if(graph.nodes, [&](const Node& n) { return !needed.contains(n.id); });
  std::erase_if(graph.inputs, [&](const GraphInput& i) { return !inputs.contains(i.id); });
}

// The node alone with what feeds its other ports; `port` becomes an input of the graph.
void cut_at(SoundPartGraph& part, const Node& node, const std::string& port, GraphInput input,
            PortKind kind) {
  for (Node& n : part.graph.nodes)
    if (n.id == node.id) n.in[port] = "in." + input.id;
  part.graph.outputs = {{"audio", node.id + ".out"}};
  prune(part.graph);
  for (const GraphInput& in : part.graph.inputs)
    part.inputs.push_back({in.id, in.id == "f0_hz" ? PortKind::signal : PortKind::constant});
  part.graph.inputs.push_back(input);
  part.inputs.push_back({input.id, kind});
  part.outputs = {{"audio", PortKind::signal}};
}

Result<int> channels_of(const Model& model, const std::string& wire) {
  auto plan = Plan<float>::compile(model.graph, {.rate_hz = 48000, .max_samples = 64});
  if (!plan) return plan.error();
  return plan.value().channels(wire);
}

bool has_input(const Graph& graph, const std::string& id) {
  return std::any_of(graph.inputs.begin(), graph.inputs.end(),
                     [&](const GraphInput& in) { return in.id == id; });
}

Error lacks(const Model& model, const std::string& what) {
  return Error{"The model '" + model.card.name + "' has no " + what + "; choose another model.",
               ErrorCode::unsupported};
}

void take_decoder(SoundPartGraph& part, const SourceNode& partials, const SourceNode& noise) {
  part.graph.outputs.clear();
  if (partials.node) part.graph.outputs["amplitudes"] = partials.wire;
  if (noise.node) part.graph.outputs["magnitudes"] = noise.wire;
  prune(part.graph);
  for (const char* id : {"f0_hz", "loudness_db"})  // first, because they are every model's
    for (const GraphInput& in : part.graph.inputs)
      if (in.id == id) part.inputs.push_back({in.id, PortKind::signal});
  for (const GraphInput& in : part.graph.inputs)
    if (in.id != "f0_hz" && in.id != "loudness_db") part.inputs.push_back({in.id, PortKind::constant});
  for (const auto& [id, wire] : part.graph.outputs) part.outputs.push_back({id, PortKind::spectrum});
}

}  // namespace

Result<SoundPartGraph> sound_part_of(const Model& model, SoundPart kind) {
  SoundPartGraph part{model.graph, {}, {}};
  for (Node& node : part.graph.nodes) node.scope = Scope::voice;
  const SourceNode partials = partials_source(model.graph), noise = noise_source(model.graph);
  if (kind == SoundPart::decoder) {
    if (!partials.node) return lacks(model, "bank of partials");
    take_decoder(part, partials, noise);
    return part;
  }
  if (kind == SoundPart::room) {
    const auto room = std::find_if(model.graph.nodes.begin(), model.graph.nodes.end(), is_room);
    if (room == model.graph.nodes.end()) return lacks(model, "room");
    for (Node& node : part.graph.nodes)
      if (node.id == room->id) node.in.try_emplace("wet_gain_db", "in.wet_gain_db");
    if (!has_input(part.graph, "wet_gain_db"))
      part.graph.inputs.push_back({"wet_gain_db", Rate::frame, 1, 0});
    cut_at(part, *room, "in", {"dry", Rate::sample, 1, 0}, PortKind::signal);
    return part;
  }
  const SourceNode& source = kind == SoundPart::bank ? partials : noise;
  if (!source.node) return lacks(model, kind == SoundPart::bank ? "bank of partials" : "noise");
  const auto channels = channels_of(model, source.wire);
  if (!channels) return channels.error();
  cut_at(part, *source.node, kind == SoundPart::bank ? "amplitudes" : "magnitudes",
         {"spectrum", Rate::frame, channels.value(), 0}, PortKind::spectrum);
  return part;
}

Result<Model> plain_room() {
  Model model;
  model.card.name = "Plain room";
  model.graph.inputs = {{"input", Rate::sample, 1, 0}};
  model.graph.nodes = {{"room", "decay_reverb", {}, {{"in", "in.input"}}, Scope::voice}};
  model.graph.outputs = {{"audio", "room.out"}};
  auto plan = Plan<float>::compile(model.graph, {.rate_hz = 48000, .max_samples = 64});
  if (!plan) return plan.error();
  model.table = plan.value().weights();
  model.weights = initial_weights(model.table, 1);
  return model;
}

}  // namespace partials
