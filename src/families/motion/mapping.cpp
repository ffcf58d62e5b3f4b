// SPDX-License-Identifier: MIT
#include "families/motion/mapping.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "base/version.h"
#include "families/motion/motion_model.h"
#include "graph/plan.h"
#include "model/golden.h"

namespace partials::motion {
namespace {

const std::set<std::string> kOwnNodes = {"map", "limit", "classes", "steady", "follow"};
constexpr int kGoldenFrames = 24;
// A label is shown for about half a second, and neighbouring frames are alike.
constexpr double kLabelHold_s = 0.5, kFrameTrust = 0.5;

// Nodes behind the features, and the weights that they are given.
struct Built {
  Graph graph;
  std::map<std::string, std::vector<float>> weights;  // by "node.weight"
  std::vector<std::string> names;
  MappingReport report;

  void add(const std::string& id, const std::string& processor, const std::string& source,
           const NodeFit& fit) {
    graph.nodes.push_back({id, processor, fit.settings, {{"in", source}}});
    for (const auto& [weight, values] : fit.weights) weights[id + "." + weight] = values;
  }
};

Result<void> add_regression(const Mapping& m, const std::string& source, Built& b) {
  auto fit = fit_regression(m.demonstrations);
  if (!fit) return fit.error();
  NodeFit limit;
  for (const MappingOutput& o : m.outputs) {
    limit.weights["low"].push_back(o.low);
    limit.weights["high"].push_back(o.high);
    limit.weights["per_s"].push_back(o.per_s);
  }
  b.add("map", "kernel_map", source, fit.value().node);
  b.add("limit", "speed_limit", "map.out", limit);
  b.graph.outputs = {{"values", "limit.out"}};
  b.report.left_out_error = fit.value().left_out_error;
  b.report.residual = fit.value().residual;
  return {};
}

Result<void> add_classes(const Mapping& m, const std::string& source, Built& b) {
  auto fit = fit_classes(m.demonstrations);
  if (!fit) return fit.error();
  b.names = fit.value().labels;
  const size_t n = b.names.size() + 1;
  const double hop_s = static_cast<double>(b.graph.hop_num) / static_cast<double>(b.graph.hop_den);
  const double stays = std::exp(-hop_s / kLabelHold_s);
  NodeFit steady;
  for (size_t i = 0; i < n * n; ++i)
    steady.weights["change"].push_back(
        static_cast<float>(i / n == i % n ? stays : (1 - stays) / static_cast<double>(n - 1)));
  steady.weights["trust"] = {static_cast<float>(kFrameTrust)};
  b.add("classes", "kernel_classes", source, fit.value().node);
  b.add("steady", "class_filter", "classes.likelihood", steady);
  b.graph.outputs = {{"likelihood", "steady.out"}};
  b.report.left_out_right = fit.value().left_out_right;
  return {};
}

Result<void> add_follower(const Mapping& m, const std::string& source, Built& b) {
  auto fit = fit_follower(m.demonstrations);
  if (!fit) return fit.error();
  b.names = fit.value().names;
  b.add("follow", "follower", source, fit.value().node);
  b.graph.inputs.push_back({"restart", Rate::frame, 1});
  b.graph.nodes.back().in["restart"] = "in.restart";
  b.graph.outputs.clear();
  for (const char* id : {"likelihood", "progress", "speed", "certainty"})
    b.graph.outputs[id] = std::string("follow.") + id;
  return {};
}

Result<void> add_nodes(const Mapping& m, const std::string& source, Built& b) {
  switch (m.kind) {
    case MappingKind::regression:
      return add_regression(m, source, b);
    case MappingKind::classes:
      return add_classes(m, source, b);
    case MappingKind::follower:
      return add_follower(m, source, b);
  }
  return Error{"The mapping is of an unknown kind; choose regression, classes or follower."};
}

// Demonstrated frames, where the graph takes them as they are; else slow waves over the range -1 .. 1.
std::vector<float> golden_input(const GraphInput& in, const Mapping& m) {
  std::vector<float> values;
  if (in.id == "restart") return std::vector<float>(kGoldenFrames, 0);
  const bool direct = in.id == "movement" && static_cast<size_t>(in.channels) == m.inputs.size();
  for (const PoseExample& pose : m.demonstrations.poses())
    if (direct && values.size() < static_cast<size_t>(kGoldenFrames * in.channels))
      values.insert(values.end(), pose.inputs.begin(), pose.inputs.end());
  for (const GestureExample& g : m.demonstrations.gestures())
    if (direct && values.size() < static_cast<size_t>(kGoldenFrames * in.channels))
      values.insert(values.end(), g.frames.begin(), g.frames.end());
  const size_t wanted = static_cast<size_t>(kGoldenFrames * in.channels);
  for (size_t i = values.size(); i < wanted; ++i) {
    const size_t channels = static_cast<size_t>(in.channels);
    values.push_back(static_cast<float>(
        std::sin(0.3 * static_cast<double>(i / channels) + 1.7 * static_cast<double>(i % channels))));
  }
  values.resize(wanted);
  return values;
}

Result<void> check(const Mapping& m, const Graph& features) {
  if (!features.outputs.count("features") || features.reference_rate_hz != 0)
    return Error{"The graph before a mapping must have frames alone and the output 'features'."};
  if (m.demonstrations.inputs() != static_cast<int>(m.inputs.size()) ||
      m.demonstrations.outputs() != static_cast<int>(demonstrated_outputs(m)))
    return Error{"The demonstrations have " + std::to_string(m.demonstrations.inputs()) + " inputs and " +
                 std::to_string(m.demonstrations.outputs()) + " outputs, but the mapping has " +
                 std::to_string(m.inputs.size()) + " and " + std::to_string(demonstrated_outputs(m)) +
                 "; record them for this mapping."};
  for (const MappingOutput& o : m.outputs)
    if (!(o.low < o.high) || !(o.rest >= o.low && o.rest <= o.high) || !(o.per_s > 0))
      return Error{
          "The output '" + o.name +
          "' must have a lowest value below its highest, a rest between them and a speed limit above 0."};
  return {};
}

}  // namespace

Graph plain_features(int rate_hz, int channels) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = rate_hz;
  g.reference_rate_hz = 0;
  g.inputs = {{"movement", Rate::frame, channels}};
  g.outputs = {{"features", "in.movement"}};
  return g;
}

Graph features_of(const Model& model) {
  Graph g = model.graph;
  std::string source = "in.movement";
  for (const Node& node : g.nodes)
    if (node.id == "map" || node.id == "classes" || node.id == "follow")
      if (const auto in = node.in.find("in"); in != node.in.end()) source = in->second;
  std::erase_if(g.nodes, [](const Node& node) { return kOwnNodes.count(node.id) != 0; });
  std::erase_if(g.inputs, [](const GraphInput& in) { return in.id == "restart"; });
  g.outputs = {{"features", source}};
  return g;
}

Result<Model> make_mapping_model(Mapping mapping, const Graph& features, const std::string& name,
                                 MappingReport* report) {
  if (auto r = check(mapping, features); !r) return r.error();
  Built b{features, {}, {}, {}};
  if (auto r = add_nodes(mapping, features.outputs.at("features"), b); !r) return r.error();
  auto plan = Plan<float>::compile(b.graph, {.rate_hz = 0, .width = 1, .max_samples = 1, .max_frames = 1});
  if (!plan) return plan.error();
  Model model;
  model.family = kMotionFamily;
  model.table = plan.value().weights();
  model.weights = initial_weights(model.table, 1);
  for (const WeightEntry& e : model.table.entries) {
    const auto fitted = b.weights.find(e.name);
    if (fitted == b.weights.end()) continue;
    if (fitted->second.size() != e.size())
      return Error{"The features have another number of channels than the " +
                   std::to_string(mapping.inputs.size()) + " that were demonstrated; record again."};
    std::copy(fitted->second.begin(), fitted->second.end(),
              model.weights.begin() + static_cast<ptrdiff_t>(e.offset));
  }
  mapping.names = b.names;
  Tracks inputs;
  for (const GraphInput& in : b.graph.inputs) inputs[in.id] = golden_input(in, mapping);
  model.graph = std::move(b.graph);
  model.part = std::make_shared<const Mapping>(std::move(mapping));
  model.card.name = name;
  model.card.code_version = library_version();
  model.card.description = "A mapping learned from demonstrations of movement.";
  if (report) *report = b.report;
  if (auto r = make_golden(model, motion_format(), std::move(inputs)); !r) return r.error();
  return model;
}

}  // namespace partials::motion
