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
    if (in.rate != Rate::frame || (in.id != "pose" && in.id != "leader" && in.id != "sound"))
      return Error{"The graph of a dance has the input '" + in.id +
                   "'; its inputs are 'pose', 'leader' and 'sound', all of frames."};
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

// All means of the mixture move with what is heard of the leader, linearly: with few takes a network that
// hears it learns them by heart.
void add_leader(Graph& g, const DanceShape& shape) {
  const double k = shape.components, n = shape.numbers;
  const auto part = [&](const char* id, double first, double count) {
    g.nodes.push_back({id, "slice", {{"first", first}, {"count", count}}, {{"in", "mixture.out"}}});
  };
  g.inputs.push_back({"leader", Rate::frame, shape.leader});
  g.nodes.push_back({"lead", "dense", {{"units", n}, {"bias", 0}, {"start", 0}}, {{"in", "in.leader"}}});
  Node each{"lead_all", "concat", {}, {}};
  for (int i = 0; i < shape.components; ++i) each.in["in" + std::to_string(i)] = "lead.out";
  g.nodes.push_back(each);
  part("weights", 0, k);
  part("means", k, k * n);
  part("spreads", k + k * n, k * n);
  g.nodes.push_back({"led", "add", {}, {{"in0", "means.out"}, {"in1", "lead_all.out"}}});
  g.nodes.push_back(
      {"led_mixture", "concat", {}, {{"in0", "weights.out"}, {"in1", "led.out"}, {"in2", "spreads.out"}}});
  g.outputs["mixture"] = "led_mixture.out";
}

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
  const double k = shape.components, n = shape.numbers;
  if (shape.sound) {
    g.inputs.push_back({"sound", Rate::frame, shape.sound});
    g.nodes.push_back({"heard", "concat", {}, {{"in0", "in.pose"}, {"in1", "in.sound"}}});
  }
  g.nodes.push_back(
      {"memory", "lstm", {{"units", shape.units}}, {{"in", shape.sound ? "heard.out" : "in.pose"}}});
  g.nodes.push_back(
      {"mixture", "dense", {{"units", k * (1 + 2 * n)}, {"start", 0.1}}, {{"in", "memory.out"}}});
  g.outputs["mixture"] = "mixture.out";
  if (shape.leader) add_leader(g, shape);
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
      channels_of(model.graph, "leader") != static_cast<int>(part.leader.size()) ||
      channels_of(model.graph, "sound") != static_cast<int>(part.sound.size()))
    return wrong;
  return shape;
}

void hear_leader(const LeaderInput& leader, const BodyPose& own, double rate_hz, const Vec3* joints,
                 const Vec3* before, float* out) noexcept {
  const double c = std::cos(own.heading_rad), s = std::sin(own.heading_rad);
  const auto put = [&](const Vec3& world, size_t at) {
    const double seen[] = {c * world[0] - s * world[2], world[1], s * world[0] + c * world[2]};
    for (size_t a = 0; a < 3; ++a)
      out[at + a] = (static_cast<float>(seen[a]) - leader.mean[at + a]) / leader.deviation[at + a];
  };
  for (size_t j = 0; j < leader.joints.size(); ++j) {
    const Vec3 &now = joints[j], &last = before[j], &hips = own.place_m;
    put({now[0] - hips[0], now[1], now[2] - hips[2]}, kHeardOfJoint * j);
    put({rate_hz * (now[0] - last[0]), rate_hz * (now[1] - last[1]), rate_hz * (now[2] - last[2])},
        kHeardOfJoint * j + 3);
  }
}

void hear_sound(const SoundInput& input, const HeardSound& sound, float* out) noexcept {
  const HeardSound heard = within_hearing(sound);
  out[0] = (heard.loudness_db - input.mean[0]) / input.deviation[0];
  out[1] = (heard.onset_db - input.mean[1]) / input.deviation[1];
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
