// SPDX-License-Identifier: MIT
// Guards against: a rounding that cannot be recovered from the rounded weights, a packed matrix that differs
// from the matrix at some odd size or on some instruction set, a frame whose result depends on the number of
// frames in the call, and bytes from weights that are not on the grid.
#include "graph/byte_weights.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.h"
#include "layer_run.h"

namespace partials::test {
namespace {

struct Played {
  std::vector<double> y;
  size_t packed_bytes = 0;
};

Plan<float> plan_of(const LayerCase& c, Isa isa) {
  Graph g;
  g.hop_num = 1;
  g.hop_den = 100;
  g.inputs.push_back({"x", Rate::frame, c.channels});
  g.nodes.push_back({"layer", c.processor, c.settings, {{"in", "in.x"}}});
  g.outputs["y"] = "layer.out";
  return Plan<float>::compile(g, {.rate_hz = 16000, .max_samples = 160 * c.frames, .isa = isa}).value();
}

std::vector<float> weights_of(const WeightTable& table, bool rounded) {
  std::vector<float> w(table.size);
  for (size_t i = 0; i < w.size(); ++i) w[i] = 0.4f * static_cast<float>(random_bipolar(1, i));
  if (rounded) round_to_bytes(table, w.data());
  return w;
}

// All frames at once, or `frames` at a time.
Played play(const LayerCase& c, Isa isa, bool packed, int frames) {
  Plan<float> plan = plan_of(c, isa);
  const std::vector<float> w = weights_of(plan.weights(), true);
  Played out;
  const auto bytes = packed ? plan.pack(w.data()) : nullptr;
  if (bytes) out.packed_bytes = bytes->bytes();
  plan.set_weights(w.data(), bytes);
  plan.reset();
  for (int t = 0; t < c.frames; t += frames) {
    const int n = std::min(frames, c.frames - t);
    for (int i = 0; i < n * c.channels; ++i)
      plan.input("x")[i] =
          2 * static_cast<float>(random_bipolar(100, static_cast<uint64_t>(t * c.channels + i)));
    plan.run(next_call(plan.clock(), 160 * t, 160 * n));
    const float* y = plan.output("y");
    out.y.insert(out.y.end(), y, y + static_cast<ptrdiff_t>(n) * plan.channels("layer.out"));
  }
  return out;
}

class ByteWeights : public testing::TestWithParam<LayerCase> {};

TEST_P(ByteWeights, PackedEqualsPlainOnEveryInstructionSet) {
  const LayerCase& c = GetParam();
  for (Isa isa : {Isa::base, Isa::avx2, Isa::avx512, Isa::bf16}) {
    if (!has(isa)) continue;
    const Played plain = play(c, isa, false, c.frames), packed = play(c, isa, true, c.frames);
    EXPECT_GT(packed.packed_bytes, 0u);
    EXPECT_LT(residual_db(plain.y, packed.y), -120) << name_of(isa);
    EXPECT_EQ(play(c, isa, true, 1).y, packed.y) << name_of(isa);
    EXPECT_EQ(play(c, isa, true, 3).y, packed.y) << name_of(isa);
  }
}

TEST_P(ByteWeights, RoundingTwiceIsRoundingOnceAndTheLargestIsNearly127Steps) {
  const WeightTable table = plan_of(GetParam(), Isa::base).weights();
  const std::vector<float> exact = weights_of(table, false), once = weights_of(table, true);
  std::vector<float> twice = once;
  round_to_bytes(table, twice.data());
  EXPECT_EQ(once, twice);
  for (const WeightEntry& e : table.entries)
    for (int r = 0; r < e.rows; ++r) {
      const size_t at = e.offset + static_cast<size_t>(r) * e.cols;
      float most = 0;
      for (int i = 0; i < e.cols; ++i) most = std::max(most, std::fabs(exact[at + i]));
      // half a step, and where the row is largest what its step lost in being rounded
      for (int i = 0; i < e.cols; ++i)
        EXPECT_LE(std::fabs(once[at + i] - exact[at + i]), e.matrix ? (0.5 / 127 + 1.0 / 256) * most : 0.0)
            << e.name << " row " << r;
    }
}

TEST_P(ByteWeights, OneWeightOffTheGridAndNothingIsPacked) {
  const Plan<float> plan = plan_of(GetParam(), best_isa());
  std::vector<float> w = weights_of(plan.weights(), true);
  const WeightEntry& e = plan.weights().entries[0];
  w[e.offset + e.size() - 1] += 0.00123f;
  // a larger step, of which the others are no multiples; where a row is one weight, it is on the grid
  w[e.offset] *= 2;
  if (e.cols > 1) {
    EXPECT_EQ(plan.pack(w.data())->bytes(), 0u);
  }
  std::fill(w.begin(), w.end(), 0.f);
  EXPECT_GT(plan.pack(w.data())->bytes(), 0u) << "zeros are on every grid";
}

INSTANTIATE_TEST_SUITE_P(
    Layers, ByteWeights,
    testing::Values(LayerCase{"dense", {{"units", 1}}, 1, 3}, LayerCase{"dense", {{"units", 29}}, 37, 11},
                    LayerCase{"dense", {{"units", 70}}, 3, 5}, LayerCase{"dense", {{"units", 64}}, 64, 7},
                    LayerCase{"dense", {{"units", 167}}, 130, 4}, LayerCase{"gru", {{"units", 21}}, 18, 7},
                    LayerCase{"gru", {{"units", 2}}, 1, 4}, LayerCase{"lstm", {{"units", 19}}, 35, 8}),
    [](const auto& info) {
      return info.param.processor + "_of_" + std::to_string(info.param.channels) + "_" +
             std::to_string(info.index);
    });

}  // namespace
}  // namespace partials::test
