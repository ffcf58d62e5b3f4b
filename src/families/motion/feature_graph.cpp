// SPDX-License-Identifier: MIT
#include "families/motion/feature_graph.h"

#include <algorithm>
#include <string>

#include "families/motion/body_joints.h"

namespace partials::motion {
namespace {

using Numbers = std::map<std::string, double>;
using Wires = std::map<std::string, std::string>;

// What every feature is measured by: place, heading and size (torso()).
constexpr std::string_view kTorso[] = {"left_hip", "right_hip", "left_shoulder", "right_shoulder"};
constexpr std::string_view kEnds[] = {"left_wrist", "right_wrist", "hips"};
constexpr std::string_view kFeet[] = {"left_foot", "right_foot"};

constexpr BodyFeature kFeatures[] = {
    {"energy", "energy.total", "h2/s2", "kinetic energy of the body per kg", 1, 0, 0, false},
    {"energy_limbs", "energy.limbs", "h2/s2", "that of trunk, left arm, left leg, right arm, right leg", 5, 1,
     2, false},
    {"suddenness", "suddenness.out", "h/s2", "mean acceleration of the joints in 0.5 s (Laban: time)", 1, 0,
     0, false},
    {"strength", "strength.out", "h2/s2", "peak energy in 0.5 s (Laban: weight)", 1, 0, 0, false},
    {"directness", "directness.out", "", "left wrist, right wrist, hips in 1 s: 1 is straight (Laban: space)",
     3, 0, 1, false},
    {"smoothness", "smoothness.out", "", "left wrist, right wrist, hips in 1 s: 0 is smoothest (Laban: flow)",
     3, 0, 1, false},
    {"contraction", "contraction.out", "", "how closely the joints are gathered, 0 to 1", 1, 0, 0, false},
    {"hull", "hull.out", "h3", "volume around the joints", 1, 0, 0, false},
    {"asymmetry", "symmetry.asymmetry", "h", "mean distance of left joints from mirrored right ones", 1, 0, 0,
     false},
    {"side", "symmetry.side", "h",
     "how much further than right left shoulder, elbow, wrist, hip, knee, ankle, foot reach", kJointPairs, 0,
     0, true},
    {"head_height", "height.head", "h", "head over the lowest joint", 1, 0, 0, false},
    {"hips_height", "height.hips", "h", "hips over the lowest joint", 1, 0, 0, false},
    {"onset", "onset.onset", "", "1 where movement begins", 1, 0, 0, false},
    {"rise", "onset.rise", "", "natural logarithm of energy over its mean before", 1, 0, 0, false},
    {"contact", "steps.contact", "", "left and right foot on the ground, 0 to 1", 2, 0, 1, false},
    {"step", "steps.step", "", "1 where the left or right foot comes down", 2, 0, 1, false},
};

class Builder {
 public:
  explicit Builder(int rate_hz) {
    graph_.hop_num = 1;
    graph_.hop_den = rate_hz;
    graph_.reference_rate_hz = 0;
    graph_.inputs.push_back({"joints", Rate::frame, 3 * kBodyJointCount});
  }

  void add(const std::string& id, const std::string& processor, Numbers settings, Wires in) {
    graph_.nodes.push_back({id, processor, std::move(settings), std::move(in)});
  }

  // Some joints of a row of all, side by side.
  std::string pick(const std::string& id, const std::string& wire, std::span<const std::string_view> joints) {
    Wires in;
    for (size_t i = 0; i < joints.size(); ++i) {
      const std::string one = id + "_" + std::string(joints[i]);
      add(one, "slice", {{"first", 3 * body_joint(joints[i])}, {"count", 3}}, {{"in", wire}});
      in["in" + std::to_string(i)] = one + ".out";
    }
    add(id, "concat", {}, std::move(in));
    return id + ".out";
  }

  Graph finish() {
    for (const BodyFeature& f : kFeatures) graph_.outputs[std::string(f.id)] = f.source;
    return std::move(graph_);
  }

 private:
  Graph graph_;
};

Numbers torso() {
  return {{"joints", kBodyJointCount},
          {"left_hip", body_joint("left_hip")},
          {"right_hip", body_joint("right_hip")},
          {"left_shoulder", body_joint("left_shoulder")},
          {"right_shoulder", body_joint("right_shoulder")}};
}

Numbers skeleton() {
  Numbers n;
  for (size_t c = 0; c < kBodyLimbs.size(); ++c) {
    n["chain" + std::to_string(c + 1) + "_from"] = kBodyLimbs[c].from;
    n["chain" + std::to_string(c + 1) + "_joints"] = kBodyLimbs[c].joints;
  }
  return n;
}

void add_efforts(Builder& b) {
  const Numbers joints = {{"joints", static_cast<double>(std::size(kEnds))}};
  b.add("energy", "kinetic_energy", skeleton(), {{"velocity", "derivative.velocity"}});
  b.add("strength", "strength", {}, {{"energy", "energy.total"}});
  b.add("suddenness", "suddenness", {{"joints", kBodyJointCount}},
        {{"acceleration", "derivative.acceleration"}});
  b.add("directness", "directness", joints, {{"position", b.pick("end_places", "smooth.out", kEnds)}});
  b.add("smoothness", "smoothness", joints,
        {{"velocity", b.pick("end_velocities", "derivative.velocity", kEnds)},
         {"jerk", b.pick("end_jerks", "derivative.jerk", kEnds)}});
}

void add_shape(Builder& b) {
  const Numbers all = {{"joints", kBodyJointCount}};
  b.add("contraction", "contraction", all, {{"joints", "frame.joints"}});
  b.add("hull", "hull", all, {{"joints", "frame.joints"}});
  b.add("symmetry", "symmetry",
        {{"joints", kBodyJointCount}, {"left", kLeftJoints}, {"right", kRightJoints}, {"pairs", kJointPairs}},
        {{"joints", "frame.joints"}});
  b.add("height", "height",
        {{"joints", kBodyJointCount}, {"head", body_joint("head")}, {"hips", body_joint("hips")}},
        {{"joints", "frame.joints"}});
}

void add_events(Builder& b) {
  b.add("onset", "motion_onset", {}, {{"energy", "energy.total"}});
  b.add("steps", "steps", {},
        {{"position", b.pick("feet", "smooth.out", kFeet)},
         {"velocity", b.pick("feet_velocities", "derivative.velocity", kFeet)}});
}

}  // namespace

std::span<const BodyFeature> body_features() { return kFeatures; }

std::vector<std::string> joints_of_feature(std::string_view id) {
  const auto listed = [](std::span<const std::string_view> joints, std::string_view joint) {
    return std::find(joints.begin(), joints.end(), joint) != joints.end();
  };
  std::span<const std::string_view> few;
  if (id == "directness" || id == "smoothness") few = kEnds;
  if (id == "contact" || id == "step") few = kFeet;
  std::vector<std::string> joints;
  for (const std::string_view joint : kBodyJoints)
    if (few.empty() || listed(few, joint) || listed(kTorso, joint)) joints.emplace_back(joint);
  return joints;
}

Graph feature_graph(int rate_hz) {
  Builder b(rate_hz);
  b.add("scale", "body_scale", torso(), {{"joints", "in.joints"}});
  b.add("smooth", "one_euro", {{"together", 3}}, {{"in", "scale.joints"}});
  b.add("derivative", "motion_derivative", {}, {{"in", "smooth.out"}});
  b.add("frame", "body_frame", torso(), {{"joints", "smooth.out"}});
  add_efforts(b);
  add_shape(b);
  add_events(b);
  return b.finish();
}

}  // namespace partials::motion
