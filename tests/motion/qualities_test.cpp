// SPDX-License-Identifier: MIT
// Dances in different manners, made of recorded ones: energy and suddenness tell a vigorous manner from a
// slow or tired one. Guards against: features that are true to a formula and say nothing about people.
#include <gtest/gtest.h>

#include <cstdio>

#include "families/motion/body_joints.h"
#include "families/motion/bvh_reader.h"
#include "families/motion/bvh_take.h"
#include "families/motion/even_take.h"
#include "families/motion/feature_graph.h"
#include "motion/node_run.h"
#include "system/file.h"

namespace partials::test {
namespace {

struct Means {
  double energy = 0, suddenness = 0;
};

Rows joints_of(const motion::Take& take) {
  std::vector<int> channels;
  for (const std::string_view joint : motion::kBodyJoints)
    for (const char* axis : {".x", ".y", ".z"}) channels.push_back(take.find(std::string(joint) + axis));
  Rows rows(take.frames());
  for (size_t t = 0; t < take.frames(); ++t)
    for (const int c : channels) rows[t].push_back(take.frame(t)[c]);
  return rows;
}

// A dance of the tests' data, faster or slower.
Means means_of(const std::string& take, double tempo) {
  const std::string path = std::string(PARTIALS_SOURCE_DIR) + "/tests/data/body/salsa/" + take + ".bvh";
  auto bvh = motion::bvh_from_text(read_file(path, motion::kMaxBvhBytes).value(), path).value();
  bvh.frame_s /= tempo;
  const int rate_hz = 30;
  const motion::Take even = motion::even_take(motion::take_from_bvh(bvh, path), 1. / rate_hz);
  const auto all = run_graph(motion::feature_graph(rate_hz), {{"joints", joints_of(even)}});
  Means m;
  for (size_t t = 0; t < even.frames(); ++t) {
    m.energy += all.at("energy")[t][0] / static_cast<double>(even.frames());
    m.suddenness += all.at("suddenness")[t][0] / static_cast<double>(even.frames());
  }
  return m;
}

TEST(Qualities, EnergyAndSuddennessKnowAVigorousMannerFromATiredOne) {
  for (const char* take : {"60_04", "61_04"}) {
    const Means vigorous = means_of(take, 1.3), recorded = means_of(take, 1), tired = means_of(take, 0.7);
    for (const Means& m : {vigorous, recorded, tired})
      std::printf("%s: energy %.4f h2/s2, suddenness %.3f h/s2\n", take, m.energy, m.suddenness);
    EXPECT_GT(vigorous.energy, 1.2 * recorded.energy) << take;
    EXPECT_GT(vigorous.suddenness, 1.2 * recorded.suddenness) << take;
    EXPECT_GT(recorded.energy, 1.2 * tired.energy) << take;
    EXPECT_GT(recorded.suddenness, 1.2 * tired.suddenness) << take;
  }
}

}  // namespace
}  // namespace partials::test
