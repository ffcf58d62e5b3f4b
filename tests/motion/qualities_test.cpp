// SPDX-License-Identifier: MIT
// Dances in different manners, made of recorded ones: energy and suddenness tell a vigorous manner from a
// slow or tired one. Guards against: features that are true to a formula and say nothing about people.
#include <gtest/gtest.h>

#include <cstdio>
#include <tuple>

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

// A dance of the tests' data in a manner: faster or slower, with larger or smaller movements around its mean
// pose.
Means means_of(const std::string& take, double tempo, double size) {
  const std::string path = std::string(PARTIALS_SOURCE_DIR) + "/tests/data/body/salsa/" + take + ".bvh";
  auto bvh = motion::bvh_from_text(read_file(path, motion::kMaxBvhBytes).value(), path).value();
  for (size_t c = 0; c < bvh.channel_count; ++c) {
    double mean = 0;
    for (size_t at = c; at < bvh.values.size(); at += bvh.channel_count) mean += bvh.values[at];
    mean /= static_cast<double>(bvh.frames());
    for (size_t at = c; at < bvh.values.size(); at += bvh.channel_count)
      bvh.values[at] = static_cast<float>(mean + size * (bvh.values[at] - mean));
  }
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
    std::map<std::string, Means> by;
    // share of the speed, share of the way between rest and pose
    for (const auto& [manner, tempo, size] : {std::tuple{"vigorous", 1.3, 1.0},
                                              {"as recorded", 1.0, 1.0},
                                              {"slow", 0.7, 1.0},
                                              {"tired", 0.7, 0.7}}) {
      by[manner] = means_of(take, tempo, size);
      std::printf("%s, %-11s energy %.4f h2/s2, suddenness %.3f h/s2\n", take, manner, by[manner].energy,
                  by[manner].suddenness);
    }
    for (const auto& [high, low] :
         {std::pair{"vigorous", "as recorded"}, {"as recorded", "slow"}, {"slow", "tired"}}) {
      EXPECT_GT(by[high].energy, 1.2 * by[low].energy) << take << ": " << high << " against " << low;
      EXPECT_GT(by[high].suddenness, 1.2 * by[low].suddenness) << take << ": " << high << " against " << low;
    }
  }
}

}  // namespace
}  // namespace partials::test
