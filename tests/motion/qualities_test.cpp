// SPDX-License-Identifier: MIT
// Actors who do the same thing in different manners (Bandai Namco's motion data, which is not the project's
// to keep): energy and suddenness tell an active or angry manner from a tired or sad one. Reads the folder
// PARTIALS_BODY_DATA and is skipped without it. Guards against: features that are true to a formula and say
// nothing about people.
#include <gtest/gtest.h>

#include <cstdlib>

#include "families/motion/body_joints.h"
#include "families/motion/bvh_reader.h"
#include "families/motion/bvh_take.h"
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

Means means_of(const std::string& path) {
  const auto text = read_file(path, motion::kMaxBvhBytes);
  if (!text) throw std::runtime_error(text.error().text);
  const auto bvh = motion::bvh_from_text(text.value(), path);
  if (!bvh) throw std::runtime_error(bvh.error().text);
  const motion::Take take = motion::take_from_bvh(bvh.value(), path);
  const int rate_hz = static_cast<int>(1 / bvh.value().frame_s + 0.5);
  const auto all = run_graph(motion::feature_graph(rate_hz), {{"joints", joints_of(take)}});
  Means m;
  for (size_t t = 0; t < take.frames(); ++t) {
    m.energy += all.at("energy")[t][0] / static_cast<double>(take.frames());
    m.suddenness += all.at("suddenness")[t][0] / static_cast<double>(take.frames());
  }
  return m;
}

TEST(Qualities, EnergyAndSuddennessKnowActiveAndAngryFromTiredAndSad) {
  const char* folder = std::getenv("PARTIALS_BODY_DATA");
  if (!folder) GTEST_SKIP() << "PARTIALS_BODY_DATA names no folder with qualities/walk_active.bvh and so on";
  for (const std::string move : {"walk", "byebye", "bow"}) {
    std::map<std::string, Means> by;
    for (const char* style : {"active", "angry", "sad", "tired"}) {
      by[style] = means_of(std::string(folder) + "/qualities/" + move + "_" + style + ".bvh");
      std::printf("%-7s %-7s energy %.4f h2/s2, suddenness %.3f h/s2\n", move.c_str(), style,
                  by[style].energy, by[style].suddenness);
    }
    for (const auto& [high, low] : {std::pair{"active", "tired"}, {"active", "sad"}, {"angry", "sad"}}) {
      EXPECT_GT(by[high].energy, by[low].energy) << move << ": " << high << " against " << low;
      EXPECT_GT(by[high].suddenness, by[low].suddenness) << move << ": " << high << " against " << low;
    }
  }
}

}  // namespace
}  // namespace partials::test
