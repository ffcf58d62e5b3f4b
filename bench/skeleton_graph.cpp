// SPDX-License-Identifier: MIT
// The skeleton-graph layer against the dense layer on real dancers: networks of three layers that differ in
// the kind of layer alone predict the next frame, with all of the movement and with a tenth of it. Printed is
// the root mean square error of the joints in the next frame, relative to that of constant velocity (1).
//   skeleton_graph FOLDER [STEPS]   FOLDER: 60_TT.bvh and 61_TT.bvh, TT the performance (docs/body.md)
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "base/random.h"
#include "families/motion/body_joints.h"
#include "families/motion/feature_graph.h"
#include "families/motion/take_rows.h"
#include "families/motion/train/take_folder.h"
#include "learn/track_objective.h"
#include "play/frame_player.h"

namespace {

using namespace partials;
using motion::kBodyJointCount;

constexpr int kRateHz = 30, kSettlingFrames = 15, kSeeds = 3;
constexpr int kFeatures = 9;  // of a joint: place, its last change, the change before
constexpr size_t kAxes = 3, kRow = kAxes * kBodyJointCount;

// Performances; both dancers of one stay on one side.
enum class Part { learned, choosing, unseen };
Part part_of(const std::string& take) {
  const std::string performance = take.substr(take.size() - 2);
  if (performance == "04" || performance == "13") return Part::unseen;
  return performance == "15" ? Part::choosing : Part::learned;
}

// [frames][joints][3]: in body heights, in the body's own axes.
std::vector<float> poses_of(const motion::Take& take) {
  Graph graph = motion::feature_graph(kRateHz);
  graph.outputs = {{"pose", "frame.joints"}};
  std::vector<std::string> channels;
  for (const std::string_view joint : motion::kBodyJoints)
    for (const char* axis : {".x", ".y", ".z"}) channels.push_back(std::string(joint) + axis);
  const std::vector<float> rows = motion::rows_of(take, channels).value();
  FramePlayer player = FramePlayer::create(graph, {}).value();
  std::vector<float> poses;
  for (size_t t = 0; t < take.frames(); ++t) {
    std::copy_n(&rows[t * kRow], kRow, player.input("joints"));
    player.frame();
    if (t < kSettlingFrames) continue;
    const float* pose = player.output("pose");
    poses.insert(poses.end(), pose, pose + kRow);
  }
  return poses;
}

double rms(const std::vector<float>& values) {
  const double sum = std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

// Features of every frame, and the change of its velocity until the next, each as it is measured.
struct Movement {
  std::string name;
  std::vector<float> places, changes, before, bends;  // [frames][joints][3]
};

Movement movement_of(const motion::Take& take) {
  const std::vector<float> poses = poses_of(take);
  Movement m{take.name, {}, {}, {}, {}};
  for (size_t i = 2 * kRow; i + kRow < poses.size(); ++i) {
    const float now = poses[i], last = poses[i - kRow], change = now - last;
    m.places.push_back(now);
    m.changes.push_back(change);
    m.before.push_back(last - poses[i - 2 * kRow]);
    m.bends.push_back(poses[i + kRow] - now - change);
  }
  return m;
}

// One scale for places, one for changes, one for the bends: joints keep their proportions.
struct Scales {
  double place, change, bend;
};
Scales scales_of(const std::vector<Movement>& all) {
  Movement joined;
  for (const Movement& m : all)
    if (part_of(m.name) == Part::learned) {
      joined.places.insert(joined.places.end(), m.places.begin(), m.places.end());
      joined.changes.insert(joined.changes.end(), m.changes.begin(), m.changes.end());
      joined.bends.insert(joined.bends.end(), m.bends.begin(), m.bends.end());
    }
  return {rms(joined.places), rms(joined.changes), rms(joined.bends)};
}

// `count` frames from `first` on.
Example example_of(const Movement& m, const Scales& scales, size_t first, size_t count) {
  Track in{Rate::frame, kFeatures * kBodyJointCount, {}}, bend{Rate::frame, static_cast<int>(kRow), {}};
  for (size_t joint = first * kBodyJointCount; joint < (first + count) * kBodyJointCount; ++joint) {
    const auto add = [&](Track& to, const std::vector<float>& from, double scale) {
      for (size_t axis = 0; axis < kAxes; ++axis)
        to.values.push_back(static_cast<float>(from[joint * kAxes + axis] / scale));
    };
    add(in, m.places, scales.place);
    add(in, m.changes, scales.change);
    add(in, m.before, scales.change);
    add(bend, m.bends, scales.bend);
  }
  return {m.name, {{"in", std::move(in)}, {"bend", std::move(bend)}}};
}

// What one part holds; of every take the given share, in one piece whose place the seed draws.
std::vector<Example> examples_of(const std::vector<Movement>& all, const Scales& scales, Part part,
                                 double share, uint64_t seed) {
  std::vector<Example> examples;
  for (size_t i = 0; i < all.size(); ++i) {
    if (part_of(all[i].name) != part) continue;
    const size_t frames = all[i].places.size() / kRow;
    const auto count = static_cast<size_t>(share * static_cast<double>(frames));
    const double place = 0.5 + 0.5 * random_bipolar(seed, i);
    examples.push_back(
        example_of(all[i], scales, static_cast<size_t>(place * static_cast<double>(frames - count)), count));
  }
  return examples;
}

// Three layers with tanh between them. units: of a joint with skeleton_graph, in all with dense.
Graph network(bool skeleton, int units) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = kRateHz;
  g.reference_rate_hz = 0;
  g.inputs = {{"in", Rate::frame, kFeatures * kBodyJointCount}};
  const auto layer = [&](const std::string& id, const std::string& from, int features, int out) {
    std::map<std::string, double> settings{{"units", skeleton   ? out
                                                     : out == 3 ? static_cast<int>(kRow)
                                                                : out}};
    if (skeleton) {
      settings["features"] = features;
      for (size_t c = 0; c < motion::kBodyLimbs.size(); ++c) {
        settings["chain" + std::to_string(c + 1) + "_from"] = motion::kBodyLimbs[c].from;
        settings["chain" + std::to_string(c + 1) + "_joints"] = motion::kBodyLimbs[c].joints;
      }
    }
    g.nodes.push_back({id, skeleton ? "skeleton_graph" : "dense", settings, {{"in", from}}});
  };
  layer("first", "in.in", kFeatures, units);
  g.nodes.push_back({"bend1", "tanh", {}, {{"in", "first.out"}}});
  layer("second", "bend1.out", units, units);
  g.nodes.push_back({"bend2", "tanh", {}, {{"in", "second.out"}}});
  layer("third", "bend2.out", units, kAxes);
  g.outputs = {{"bend", "third.out"}};
  return g;
}

struct Learned {
  size_t weights = 0;
  double learned = 0, unseen = 0;  // error, relative to constant velocity
};

const OutputLoss kLoss{LossKind::squared_error, "bend", "bend"};

double relative_error(const Graph& graph, const std::vector<float>& weights,
                      const std::vector<Example>& examples) {
  double still = 0;
  for (const Example& e : examples)
    still += std::pow(rms(e.tracks.at("bend").values), 2) / static_cast<double>(examples.size());
  return std::sqrt(loss_on(graph, weights, examples, kLoss).value() / still);
}

// The weights that do best on the performance for choosing, looked at 20 times in the training.
Learned learn(const Graph& graph, const std::vector<Movement>& all, const Scales& scales, double share,
              uint64_t seed, int steps) {
  const auto learned = examples_of(all, scales, Part::learned, share, seed),
             choosing = examples_of(all, scales, Part::choosing, share, seed),
             unseen = examples_of(all, scales, Part::unseen, 1, seed);
  TrainerConfig config;
  config.seed = seed;
  config.segment_s = 0.5;
  config.warm_up_s = 0;
  config.adam.fall = Fall::cosine;
  config.adam.decay_steps = steps;
  Trainer trainer = track_trainer(graph, {learned, {kLoss}}, config).value();
  Learned best;
  double least = 1e30;
  for (int step = 1; step <= steps; ++step) {
    trainer.step();
    if (step % std::max(1, steps / 20)) continue;
    const std::vector<float>& weights = trainer.averaged();
    const double error = relative_error(graph, weights, choosing);
    if (error >= least) continue;
    least = error;
    best = {weights.size(), relative_error(graph, weights, learned), relative_error(graph, weights, unseen)};
  }
  return best;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::fprintf(stderr, "usage: skeleton_graph FOLDER [STEPS]   FOLDER: takes 60_TT.bvh and 61_TT.bvh\n");
    return 2;
  }
  const int steps = count > 2 ? std::atoi(words[2]) : 400;
  std::vector<Movement> all;
  for (const motion::Take& take : motion::read_takes({words[1]}).takes) all.push_back(movement_of(take));
  const Scales scales = scales_of(all);
  std::printf("%-28s %8s %6s  %-24s %s\n", "network", "weights", "share", "unseen performances", "learned");
  struct Kind {
    const char* name;
    bool skeleton;
    int units;
  };
  for (const double share : {1.0, 0.1})
    for (const Kind& k : {Kind{"skeleton_graph, 32 a joint", true, 32}, Kind{"dense, 18", false, 18},
                          Kind{"dense, 128", false, 128}}) {
      const Graph graph = network(k.skeleton, k.units);
      std::string each;
      double unseen = 0, learned = 0;
      size_t weights = 0;
      for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const Learned one = learn(graph, all, scales, share, seed, steps);
        char text[16];
        std::snprintf(text, sizeof text, " %.3f", one.unseen);
        each += text;
        unseen += one.unseen / kSeeds;
        learned += one.learned / kSeeds;
        weights = one.weights;
      }
      std::printf("%-28s %8zu %6.1f  %.3f (%s )  %.3f\n", k.name, weights, share, unseen, each.c_str(),
                  learned);
      std::fflush(stdout);
    }
}
