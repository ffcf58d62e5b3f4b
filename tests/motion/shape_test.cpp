// SPDX-License-Identifier: MIT
// Facts about the shape of a body and its skeleton. Guards against: left and right exchanged, a heading with
// the wrong sign, a volume that a turn changes, children that hang on the wrong joint.
#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "motion/node_run.h"

namespace partials::test {
namespace {

constexpr double kPi = 3.141592653589793;

// left hip, right hip, left shoulder, right shoulder of somebody who faces z, 1.5 m tall, at x = 2
const Rows kFacingZ = {{2.1, 0.9, 0, 1.9, 0.9, 0, 2.2, 0.9 + 0.432, 0, 1.8, 0.9 + 0.432, 0}};

TEST(BodyScale, DividesByTheHeightThatTheTrunkTells) {
  const auto out = run_node("body_scale", {}, {{"joints", kFacingZ}}, {"joints", "height_m"});
  EXPECT_NEAR(out.at("height_m")[0][0], 1.5, 1e-5);
  EXPECT_NEAR(out.at("joints")[0][0], 0.1 / 1.5, 1e-5);
  EXPECT_NEAR(out.at("joints")[0][1], 0, 1e-6);
  EXPECT_NEAR(out.at("joints")[0][7], 0.288, 1e-5);
}

TEST(BodyFrame, FacesWhereTheChestDoes) {
  const auto out = run_node("body_frame", {}, {{"joints", kFacingZ}}, {"joints", "root", "facing"});
  EXPECT_NEAR(out.at("facing")[0][0], 0, 1e-6);
  EXPECT_NEAR(out.at("facing")[0][1], 1, 1e-6);
  EXPECT_NEAR(out.at("root")[0][0], 2, 1e-6);
  EXPECT_NEAR(out.at("joints")[0][0], 0.1, 1e-6);  // the left hip is to the left

  Rows turned = kFacingZ;  // a quarter to the left: z goes to x, x to -z
  for (int k = 0; k < 4; ++k) {
    turned[0][3 * k] = kFacingZ[0][3 * k + 2];
    turned[0][3 * k + 2] = -kFacingZ[0][3 * k];
  }
  const auto other = run_node("body_frame", {}, {{"joints", turned}}, {"joints", "facing"});
  EXPECT_NEAR(other.at("facing")[0][0], 1, 1e-6);
  EXPECT_NEAR(other.at("facing")[0][1], 0, 1e-6);
  for (size_t i = 0; i < 12; ++i) EXPECT_NEAR(other.at("joints")[0][i], out.at("joints")[0][i], 1e-6);
}

TEST(Bones, HaveDirectionsWithoutLengths) {
  // root, a chain of two, and one that hangs on the root
  const Rows joints = {{0, 0, 0, 0, 2, 0, 0, 2, 5, 0.3, 0, 0.4}};
  const Rows out = run_node("bones", {}, {{"joints", joints}}, {"directions"}).at("directions");
  const std::vector<double> wanted = {0, 1, 0, 0, 0, 1, 0.6, 0, 0.8};
  for (size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(out[0][i], wanted[i], 1e-6) << i;
}

TEST(Hull, OfAnOctahedronIsThatOfItsEllipsoidAndKnowsNoTurn) {
  const double a = 0.5, b = 0.8, c = 0.3, angle = 0.7;
  Rows joints = {{a, 0, 0, -a, 0, 0, 0, b, 0, 0, -b, 0, 0, 0, c, 0, 0, -c}};
  const double wanted = 4.0 / 3 * kPi * std::pow(5.0 / 3, 1.5) * a * b * c;
  EXPECT_NEAR(run_node("hull", {{"joints", 6}}, {{"joints", joints}}, {"out"}).at("out")[0][0], wanted, 1e-5);
  for (size_t k = 0; k < 6; ++k) {  // about z, and away from the origin
    const double x = joints[0][3 * k], y = joints[0][3 * k + 1];
    joints[0][3 * k] = std::cos(angle) * x - std::sin(angle) * y + 1;
    joints[0][3 * k + 1] = std::sin(angle) * x + std::cos(angle) * y - 2;
  }
  EXPECT_NEAR(run_node("hull", {{"joints", 6}}, {{"joints", joints}}, {"out"}).at("out")[0][0], wanted, 1e-5);
}

TEST(Contraction, IsAHalfAtTheReferenceDistance) {
  const Rows joints = {{0.25, 1, 0, -0.25, 1, 0, 0, 1.25, 0, 0, 0.75, 0}};
  EXPECT_NEAR(run_node("contraction", {}, {{"joints", joints}}, {"out"}).at("out")[0][0], 0.5, 1e-6);
}

TEST(Symmetry, OfAMirrorImageIsZeroAndTheFurtherSideIsKnown) {
  const Rows even = {{0.2, 1, 0.1, 0.3, 0, 0, -0.2, 1, 0.1, -0.3, 0, 0}};
  auto out = run_node("symmetry", {}, {{"joints", even}}, {"asymmetry", "side"});
  EXPECT_NEAR(out.at("asymmetry")[0][0], 0, 1e-6);
  Rows uneven = even;
  uneven[0][3] = 0.8;  // the second joint of the left reaches half a unit further
  out = run_node("symmetry", {}, {{"joints", uneven}}, {"asymmetry", "side"});
  EXPECT_NEAR(out.at("asymmetry")[0][0], 0.25, 1e-6);
  // from the mean of all four, at 0.125, 0.5, 0.05
  EXPECT_NEAR(out.at("side")[0][0], std::hypot(0.075, 0.5, 0.05) - std::hypot(0.325, 0.5, 0.05), 1e-6);
  EXPECT_NEAR(out.at("side")[0][1], std::hypot(0.675, 0.5, 0.05) - std::hypot(0.425, 0.5, 0.05), 1e-6);
}

TEST(Height, IsOverTheLowestJoint) {
  const Rows joints = {{0, 1.7, 0, 0, 0.9, 0, 0, 0.1, 0, 0, -0.1, 0}};
  const auto out = run_node("height", {}, {{"joints", joints}}, {"head", "hips"});
  EXPECT_NEAR(out.at("head")[0][0], 1.8, 1e-6);
  EXPECT_NEAR(out.at("hips")[0][0], 1.0, 1e-6);
}

// Every joint by itself, as the formula says. Joints: root, 1 on it, 2 on 1, 3 on the root.
TEST(SkeletonGraph, SeesItselfItsParentAndTheMeanOfItsChildren) {
  constexpr int kFeatures = 3, kUnits = 4, kJoints = 4;
  const int parent[] = {-1, 0, 1, 0};
  Graph g;
  g.hop_den = 60;
  g.reference_rate_hz = 0;
  g.inputs.push_back({"x", Rate::frame, kFeatures * kJoints});
  g.nodes.push_back({"layer", "skeleton_graph", {}, {{"in", "in.x"}}});
  g.outputs["y"] = "layer.out";
  auto plan = Plan<float>::compile(g, {.rate_hz = 0, .max_samples = 0, .max_frames = 1});
  ASSERT_TRUE(plan);
  std::vector<float> w(plan.value().weights().size);
  for (size_t i = 0; i < w.size(); ++i) w[i] = static_cast<float>(random_bipolar(3, i));
  float* x = plan.value().input("x");
  for (int i = 0; i < kFeatures * kJoints; ++i)
    x[i] = static_cast<float>(random_bipolar(4, static_cast<uint64_t>(i)));
  plan.value().set_weights(w.data());
  plan.value().run({0, 0, 1, 0});
  for (int k = 0; k < kJoints; ++k)
    for (int u = 0; u < kUnits; ++u) {
      double y = w[static_cast<size_t>(kUnits * 3 * kFeatures + u)];
      for (int i = 0; i < kFeatures; ++i) {
        const float* row = w.data() + u * 3 * kFeatures;
        double children = 0;
        int n = 0;
        for (int c = 0; c < kJoints; ++c)
          if (parent[c] == k) {
            children += x[c * kFeatures + i];
            ++n;
          }
        y += row[i] * x[k * kFeatures + i];
        if (parent[k] >= 0) y += row[kFeatures + i] * x[parent[k] * kFeatures + i];
        if (n) y += row[2 * kFeatures + i] * children / n;
      }
      EXPECT_NEAR(plan.value().output("y")[k * kUnits + u], y, 1e-5) << k << " " << u;
    }
}

}  // namespace
}  // namespace partials::test
