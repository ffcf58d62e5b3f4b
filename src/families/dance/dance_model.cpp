// SPDX-License-Identifier: MIT
#include "families/dance/dance_model.h"

#include <cmath>
#include <memory>
#include <utility>

#include "families/dance/dance_json.h"
#include "families/family.h"
#include "graph/plan.h"

namespace partials::dance {
namespace {

Result<void> check(const Graph& graph) {
  if (graph.reference_rate_hz != 0)
    return Error{"The graph of a dance has frames only; its reference_rate_hz must be 0, not " +
                 std::to_string(graph.reference_rate_hz) + "."};
  bool pose = false;
  for (const GraphInput& in : graph.inputs) {
    if (in.rate != Rate::frame || (in.id != "pose" && in.id != "leader"))
      return Error{"The graph of a dance has the input '" + in.id +
                   "'; its inputs are 'pose' and 'leader', both of frames."};
    pose = pose || in.id == "pose";
  }
  if (!pose || !graph.outputs.count("mixture"))
    return Error{"The graph of a dance must have the input 'pose' and the output 'mixture'."};
  return {};
}

Result<std::shared_ptr<const ModelPart>> read(const Metadata& metadata, const std::string& file) {
  const auto entry = metadata.find("dance");
  auto part = part_from_json(entry == metadata.end() ? "" : entry->second, file);
  if (!part) return part.error();
  return std::shared_ptr<const ModelPart>(std::make_shared<const DancePart>(std::move(part).value()));
}

void write(const Model& model, Metadata& metadata) { metadata["dance"] = json_from_part(part_of(model)); }
void derive(const Graph&, double, Tracks&) {}

int channels_of(const Graph& graph, const char* input) {
  for (const GraphInput& in : graph.inputs)
    if (in.id == input) return in.channels;
  return 0;
}

}  // namespace

const DancePart& part_of(const Model& model) {
  static const DancePart none;
  return model.part && model.family == kDanceFamily ? static_cast<const DancePart&>(*model.part) : none;
}

Graph dance_graph(const DanceShape& shape) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = shape.rate_hz;
  g.reference_rate_hz = 0;
  g.inputs.push_back({"pose", Rate::frame, shape.numbers});
  std::string heard = "in.pose";
  if (shape.leader) {
    g.inputs.push_back({"leader", Rate::frame, shape.leader});
    g.nodes.push_back({"both", "concat", {}, {{"in0", "in.pose"}, {"in1", "in.leader"}}});
    heard = "both.out";
  }
  const double out = shape.components * (1 + 2 * shape.numbers);
  g.nodes.push_back({"memory", "lstm", {{"units", shape.units}}, {{"in", heard}}});
  g.nodes.push_back({"mixture", "dense", {{"units", out}, {"start", 0.1}}, {{"in", "memory.out"}}});
  g.outputs["mixture"] = "mixture.out";
  return g;
}

Result<MixtureShape> mixture_of(const Model& model) {
  const DancePart& part = part_of(model);
  const Error wrong{"The graph of the model '" + model.card.name +
                        "' does not fit its entry 'dance'; get it again from where it came.",
                    ErrorCode::damaged};
  auto probe = Plan<float>::compile(model.graph, {.rate_hz = 0, .max_samples = 1, .max_frames = 1});
  if (!probe) return probe.error();
  const auto out = static_cast<int>(probe.value().output_size("mixture", {0, 0, 1, 0}));
  MixtureShape shape{1, static_cast<int>(part.scale.size())};
  const int each = 1 + 2 * shape.channels;
  shape.components = out / each;
  if (part.rig.rest.empty() || out == 0 || out % each || channels_of(model.graph, "pose") != shape.channels ||
      channels_of(model.graph, "leader") != static_cast<int>(part.leader.size()))
    return wrong;
  return shape;
}

void hear_leader(const LeaderInput& leader, const BodyPose& own, const Vec3* joints, float* out) noexcept {
  const double c = std::cos(own.heading_rad), s = std::sin(own.heading_rad);
  for (size_t j = 0; j < leader.joints.size(); ++j) {
    const double x = joints[j][0] - own.place_m[0], z = joints[j][2] - own.place_m[2];
    const double seen[] = {c * x - s * z, joints[j][1], s * x + c * z};
    for (size_t a = 0; a < 3; ++a) {
      const size_t i = 3 * j + a;
      out[i] = (static_cast<float>(seen[a]) - leader.mean[i]) / leader.deviation[i];
    }
  }
}

}  // namespace partials::dance

namespace partials {

// The line `dance` of families.txt: files. It has no sound of its own.
extern const Family dance_family;
constinit const Family dance_family{dance::kDanceFamily,
                                    {dance::check, dance::read, dance::write, dance::derive},
                                    {nullptr, nullptr, nullptr}};

const FamilyFormat& dance::dance_format() { return dance_family.format; }

}  // namespace partials
