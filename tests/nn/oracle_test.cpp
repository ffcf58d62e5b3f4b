// SPDX-License-Identifier: MIT
// Values and gradients of the layers against PyTorch in double precision: guards against gates in another
// order, a bias in the wrong place, another epsilon. Skipped if python3-torch is not installed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "layer_run.h"

namespace partials::test {
namespace {

class PyTorch : public testing::TestWithParam<LayerCase> {
 protected:
  void SetUp() override {
    static const bool there = !std::system("/usr/bin/python3 -c 'import torch' 2>/dev/null");
    if (!there) GTEST_SKIP() << "python3-torch is not installed";
    folder_ =
        std::filesystem::temp_directory_path() / ("partials_layer_" + std::to_string(std::random_device{}()));
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  void write(const char* name, const std::vector<double>& v) {
    std::ofstream(folder_ / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(v.data()),
               static_cast<std::streamsize>(v.size() * sizeof(double)));
  }
  LayerResult asked(const LayerCase& c, const LayerResult& ours) {
    write("x", ours.x);
    write("d_y", ours.d_y);
    write("w", ours.weights);
    std::string command = "cd '" + folder_.string() +
                          "' && /usr/bin/python3 '" PARTIALS_SOURCE_DIR "/tests/oracle/layer.py' " +
                          c.processor + " " + std::to_string(c.channels);
    for (auto& [id, value] : c.settings) command += " " + id + "=" + std::to_string(value);
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    std::ifstream in(folder_ / "out", std::ios::binary);
    LayerResult r;
    for (auto [to, n] :
         {std::pair{&r.y, ours.y.size()}, {&r.d_x, ours.d_x.size()}, {&r.d_weights, ours.d_weights.size()}}) {
      to->resize(n);
      in.read(reinterpret_cast<char*>(to->data()), static_cast<std::streamsize>(n * sizeof(double)));
      EXPECT_TRUE(in.good()) << "PyTorch answered fewer numbers than this layer has";
    }
    return r;
  }
  std::filesystem::path folder_;
};

TEST_P(PyTorch, GivesTheSameValuesAndGradients) {
  const LayerResult exact = run_layer<double>(GetParam())[0], fast = run_layer<float>(GetParam())[0];
  const LayerResult torch = asked(GetParam(), exact);
  EXPECT_LT(residual_db(torch.y, exact.y), -180);
  EXPECT_LT(residual_db(torch.d_x, exact.d_x), -180);
  EXPECT_LT(residual_db(torch.y, fast.y), -110);
  EXPECT_LT(residual_db(torch.d_x, fast.d_x), -105);
  if (exact.weights.empty()) return;
  EXPECT_LT(residual_db(torch.d_weights, exact.d_weights), -180);
  EXPECT_LT(residual_db(torch.d_weights, fast.d_weights), -105);
}

const std::vector<LayerCase> kCases = {{"dense", {{"units", 11}}, 7, 5},
                                       {"layer_norm", {}, 12, 4},
                                       {"gru", {{"units", 9}}, 6, 12},
                                       {"lstm", {{"units", 10}}, 5, 12},
                                       {"leaky_relu", {{"slope", 0.2}}, 9, 5},
                                       {"tanh", {}, 9, 5},
                                       {"sigmoid", {}, 9, 5},
                                       {"softplus", {}, 9, 5},
                                       {"exp_sigmoid", {}, 9, 5},
                                       {"affine", {{"scale", 3}, {"offset", -2}}, 9, 5}};
INSTANTIATE_TEST_SUITE_P(Layers, PyTorch, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.processor; });

}  // namespace
}  // namespace partials::test
