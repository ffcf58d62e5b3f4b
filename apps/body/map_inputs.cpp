// SPDX-License-Identifier: MIT
// What a mapping is learned from: channels as they arrive, or quantities of a body.
#include <algorithm>

#include "body/map_session.h"
#include "families/motion/body_joints.h"
#include "families/motion/feature_graph.h"
#include "model/graph_json.h"

namespace partials::body {
namespace {

using motion::BodyFeature;
using motion::MappingInput;

constexpr const char* kAxes[] = {".x", ".y", ".z"};
constexpr size_t kConcatInputs = 8;
constexpr std::string_view kJoints = "joints";

std::vector<std::string> joint_channels() {
  std::vector<std::string> names;
  for (const std::string_view joint : motion::kBodyJoints)
    for (const char* axis : kAxes) names.push_back(std::string(joint) + axis);
  return names;
}

// All wires side by side; the processor concat takes eight.
std::string joined(Graph& graph, std::vector<std::string> wires) {
  for (int level = 0; wires.size() > 1; ++level) {
    std::vector<std::string> next;
    for (size_t i = 0; i < wires.size(); i += kConcatInputs) {
      Node node{"features" + std::to_string(level) + "_" + std::to_string(next.size()), "concat", {}, {}};
      for (size_t k = i; k < std::min(wires.size(), i + kConcatInputs); ++k)
        node.in["in" + std::to_string(k - i)] = wires[k];
      next.push_back(node.id + ".out");
      graph.nodes.push_back(std::move(node));
    }
    wires = std::move(next);
  }
  return wires.front();
}

// Where a coordinate of a joint stands in the row of all; -1: it is none.
int coordinate(const std::vector<std::string>& channels, const std::string& id) {
  const auto at = std::find(channels.begin(), channels.end(), id);
  return at == channels.end() ? -1 : static_cast<int>(at - channels.begin());
}

// The wire of one channel of a wire.
std::string one_of(Graph& graph, const std::string& wire, int channel, const std::string& id) {
  std::string node = "only_" + id;
  std::replace(node.begin(), node.end(), '.', '_');
  graph.nodes.push_back(
      {node, "slice", {{"first", static_cast<double>(channel)}, {"count", 1}}, {{"in", wire}}});
  return node + ".out";
}

// "contact": both channels of that feature; "contact1": its first.
struct Chosen {
  const BodyFeature* feature = nullptr;
  int channel = -1;  // -1: all
};
Chosen feature_named(const std::string& id) {
  for (const BodyFeature& f : motion::body_features()) {
    if (f.id == id) return {&f, -1};
    for (int c = 0; c < f.channels && f.channels > 1; ++c)
      if (std::string(f.id) + std::to_string(c + 1) == id) return {&f, c};
  }
  return {};
}

std::string all_feature_ids() {
  std::string all = std::string(kJoints) + ", a coordinate of a joint (right_wrist.y ...)";
  for (const BodyFeature& f : motion::body_features()) all += ", " + std::string(f.id);
  return all;
}

void add_joints(std::string_view feature, std::vector<std::string>& joints) {
  for (std::string& joint : motion::joints_of_feature(feature))
    if (std::find(joints.begin(), joints.end(), joint) == joints.end()) joints.push_back(std::move(joint));
}

// "directness2" is a channel of the feature directness, "left_wrist.x" one of the joints.
std::string_view feature_of(std::string_view channel) {
  for (const BodyFeature& f : motion::body_features()) {
    const std::string_view rest = channel.substr(std::min(f.id.size(), channel.size()));
    if (channel.substr(0, f.id.size()) == f.id && rest.find_first_not_of("0123456789") == rest.npos)
      return f.id;
  }
  return kJoints;
}

}  // namespace

Result<Inputs> channel_inputs(const std::vector<std::string>& channels, int rate_hz) {
  if (channels.empty()) return Error{"A mapping needs a channel to learn from; name one."};
  Inputs in;
  in.channels = channels;
  in.features = motion::plain_features(rate_hz, static_cast<int>(channels.size()));
  for (const std::string& channel : channels) in.names.push_back({channel, ""});
  return in;
}

Result<Inputs> body_inputs(const std::vector<std::string>& ids, int rate_hz) {
  Inputs in;
  in.is_body = true;
  in.channels = joint_channels();
  in.features = motion::feature_graph(rate_hz);
  std::vector<std::string> wires;
  for (const std::string& id : ids) {
    add_joints(id, in.joints);
    if (id == kJoints) {
      wires.push_back("frame.joints");
      for (const std::string& channel : in.channels) in.names.push_back({channel, "h"});
      continue;
    }
    if (const int at = coordinate(in.channels, id); at >= 0) {
      wires.push_back(one_of(in.features, "frame.joints", at, id));
      in.names.push_back({id, "h"});
      continue;
    }
    const Chosen chosen = feature_named(id);
    if (!chosen.feature)
      return Error{"There is no feature '" + id + "' of a body; choose from: " + all_feature_ids() + "."};
    const BodyFeature& f = *chosen.feature;
    wires.push_back(chosen.channel < 0 ? std::string(f.source)
                                       : one_of(in.features, std::string(f.source), chosen.channel, id));
    for (int c = 0; c < f.channels; ++c)
      if (chosen.channel < 0 || c == chosen.channel)
        in.names.push_back(
            {f.channels == 1 ? id : std::string(f.id) + std::to_string(c + 1), std::string(f.unit)});
  }
  if (wires.empty())
    return Error{"A mapping needs a feature to learn from; choose from: " + all_feature_ids() + "."};
  in.features.outputs = {{"features", joined(in.features, wires)}};
  return in;
}

Result<Inputs> inputs_of(const Model& model) {
  Inputs in;
  in.features = motion::features_of(model);
  in.names = motion::mapping_of(model).inputs;
  for (const GraphInput& input : in.features.inputs) in.is_body = in.is_body || input.id == kJoints;
  if (in.is_body) {
    in.channels = joint_channels();
    for (const MappingInput& input : in.names) add_joints(feature_of(input.name), in.joints);
  } else {
    for (const MappingInput& input : in.names) in.channels.push_back(input.name);
  }
  return in;
}

}  // namespace partials::body
