// SPDX-License-Identifier: MIT
// Guards against: a fast matrix product that is wrong at some odd size, at some width or on some instruction
// set; a frame whose result depends on the number of frames in the call.
#include <gtest/gtest.h>

#include "layer_run.h"

namespace partials::test {
namespace {

const std::vector<LayerCase> kCases = {
    {"dense", {{"units", 1}}, 1, 3},     {"dense", {{"units", 29}}, 37, 11},
    {"dense", {{"units", 70}}, 3, 5},    {"dense", {{"units", 64}}, 64, 70},
    {"dense", {{"units", 167}}, 130, 2}, {"dense", {{"units", 11}, {"bias", 0}}, 530, 9},
    {"gru", {{"units", 21}}, 18, 7},     {"gru", {{"units", 2}}, 1, 4},
    {"lstm", {{"units", 19}}, 35, 8},    {"layer_norm", {}, 77, 6},
    {"exp_sigmoid", {}, 31, 3}};

class NetworkKernels : public testing::TestWithParam<LayerCase> {
 protected:
  template <class F>
  static void everywhere(std::initializer_list<Isa> isas, F&& f) {
    for (Isa isa : isas)
      for (int width : {1, 8, 16}) {
        if (!has(isa)) continue;
        SCOPED_TRACE(std::string(name_of(isa)) + ", width " + std::to_string(width));
        f(isa, width);
      }
  }
};

TEST_P(NetworkKernels, EqualThePlainTextAtOddSizes) {
  const LayerCase& c = GetParam();
  std::vector<LayerResult> plain;
  for (int l = 0; l < 16; ++l) plain.push_back(run_layer<double>(c, 1, Isa::base, l)[0]);
  everywhere({Isa::base, Isa::avx2, Isa::avx512}, [&](Isa isa, int width) {
    const auto fast = run_layer<float>(c, width, isa);
    std::vector<double> d_weights(plain[0].d_weights.size());
    for (int l = 0; l < width; ++l) {
      EXPECT_LT(residual_db(plain[l].y, fast[l].y), -115) << "lane " << l;
      EXPECT_LT(residual_db(plain[l].d_x, fast[l].d_x), -110) << "lane " << l;
      for (size_t i = 0; i < d_weights.size(); ++i) d_weights[i] += plain[l].d_weights[i];
    }
    if (!d_weights.empty()) {
      EXPECT_LT(residual_db(d_weights, fast[0].d_weights), -110);
    }
  });
}

TEST_P(NetworkKernels, AFrameIsTheSameInAnyCompany) {
  const LayerCase& c = GetParam();
  everywhere({Isa::base, Isa::avx2, Isa::avx512, Isa::bf16}, [&](Isa isa, int width) {
    const auto whole = run_layer<float>(c, width, isa);
    for (int frames = 1; frames < std::min(c.frames, 8); ++frames) {
      LayerCase part = c;
      part.frames = frames;
      const auto first = run_layer<float>(part, width, isa);
      for (int l = 0; l < width; ++l)
        for (size_t i = 0; i < first[l].y.size(); ++i)
          ASSERT_EQ(first[l].y[i], whole[l].y[i]) << frames << " frames, lane " << l << ", number " << i;
    }
  });
}

TEST_P(NetworkKernels, RoundedFactorsStayCloseAndOneVoiceIsUntouched) {
  if (!has(Isa::bf16)) GTEST_SKIP() << "this machine has no bfloat16 products";
  const LayerCase& c = GetParam();
  for (int width : {8, 16}) {
    std::vector<double> d_weights(run_layer<double>(c)[0].d_weights.size());
    const auto rounded = run_layer<float>(c, width, Isa::bf16);
    for (int l = 0; l < width; ++l) {  // each factor within 2^-9: about -50 dB of a long sum
      const LayerResult plain = run_layer<double>(c, 1, Isa::base, l)[0];
      EXPECT_LT(residual_db(plain.y, rounded[l].y), -34) << "lane " << l << " of " << width;
      EXPECT_LT(residual_db(plain.d_x, rounded[l].d_x), -34) << "lane " << l << " of " << width;
      for (size_t i = 0; i < d_weights.size(); ++i) d_weights[i] += plain.d_weights[i];
    }
    if (!d_weights.empty()) {
      EXPECT_LT(residual_db(d_weights, rounded[0].d_weights), -34) << "width " << width;
    }
  }
  EXPECT_EQ(run_layer<float>(c, 1, Isa::avx512)[0].y, run_layer<float>(c, 1, Isa::bf16)[0].y);
}

// Guards against: a setting that does nothing.
TEST(Dense, WithoutABiasNothingInIsNothingOut) {
  const auto with = run_layer<double>({"dense", {{"units", 7}}, 5, 3})[0],
             without = run_layer<double>({"dense", {{"units", 7}, {"bias", 0}}, 5, 3})[0];
  EXPECT_EQ(with.weights.size(), 7u * 5 + 7);
  ASSERT_EQ(without.weights.size(), 7u * 5);
  for (size_t i = 0; i < with.y.size(); ++i)
    EXPECT_NEAR(with.y[i] - without.y[i], with.weights[35 + i % 7], 1e-12);
  EXPECT_EQ(without.d_weights, std::vector<double>(with.d_weights.begin(), with.d_weights.begin() + 35));
}

INSTANTIATE_TEST_SUITE_P(Layers, NetworkKernels, testing::ValuesIn(kCases), [](const auto& info) {
  return info.param.processor + "_of_" + std::to_string(info.param.channels) + "_" +
         std::to_string(info.index);
});

}  // namespace
}  // namespace partials::test
