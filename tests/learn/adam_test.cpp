// SPDX-License-Identifier: MIT
// Guards against: bias correction or decay in the wrong place, a resumed run that diverges, a step from an
// invalid gradient.
#include "learn/adam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <random>

#include "base/random.h"

namespace partials {
namespace {

constexpr size_t kCount = 50;

WeightTable table_of(bool decay, double min = 0, double max = 0) {
  WeightTable t;
  WeightEntry e;
  e.name = "node.w";
  e.rows = 5;
  e.cols = 10;
  e.matrix = decay;
  e.min = min;
  e.max = max;
  t.entries.push_back(e);
  t.size = kCount;
  return t;
}
std::vector<float> some(uint64_t key, float scale = 1) {
  std::vector<float> v(kCount);
  for (size_t i = 0; i < kCount; ++i) v[i] = scale * random_bipolar(key, i);
  return v;
}
AdamConfig plain() {
  AdamConfig c;
  c.warm_up_steps = c.decay_steps = 0;
  return c;
}

void compare_with_torch(double weight_decay, double clip) {
  if (std::system("/usr/bin/python3 -c 'import torch' 2>/dev/null"))
    GTEST_SKIP() << "python3-torch is not installed";
  AdamConfig c = plain();
  c.learning_rate = 0.01;
  c.weight_decay = weight_decay;
  c.clip_norm = clip;
  std::vector<float> w = some(1);
  std::vector<double> start(w.begin(), w.end()), gradients, out(kCount);
  Adam adam(c, table_of(true), w);
  for (int i = 0; i < 20; ++i) {
    const auto g = some(10 + i, 0.5f + 0.2f * static_cast<float>(i));
    gradients.insert(gradients.end(), g.begin(), g.end());
    adam.step(w, g);
  }
  const auto folder =
      std::filesystem::temp_directory_path() / ("partials_adam_" + std::to_string(std::random_device{}()));
  std::filesystem::create_directory(folder);
  auto write = [&](const char* name, const std::vector<double>& v) {
    std::ofstream(folder / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(v.data()),
               static_cast<std::streamsize>(v.size() * sizeof(double)));
  };
  write("w", start);
  write("g", gradients);
  const std::string command = "cd '" + folder.string() +
                              "' && /usr/bin/python3 '" PARTIALS_SOURCE_DIR
                              "/tests/oracle/adam.py' 20 0.01 0.9 0.99 1e-8 " +
                              std::to_string(weight_decay) + " " + std::to_string(clip);
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream(folder / "out", std::ios::binary)
      .read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size() * sizeof(double)));
  std::filesystem::remove_all(folder);
  for (size_t i = 0; i < kCount; ++i) EXPECT_NEAR(w[i], out[i], 2e-6) << i;
}
TEST(Adam, EqualsPyTorch) { compare_with_torch(0, 0); }
TEST(Adam, EqualsPyTorchWithDecayAndClipping) { compare_with_torch(0.1, 2); }

TEST(Adam, ResumesBitForBit) {
  AdamConfig c;
  c.weight_decay = 0.01;
  std::vector<float> w = some(1), again;
  Adam one(c, table_of(true), w);
  std::string saved;
  for (int i = 0; i < 12; ++i) {
    if (i == 5) {
      saved = one.save();
      again = w;
    }
    one.step(w, some(10 + i));
  }
  Adam two(c, table_of(true), some(1));
  ASSERT_TRUE(two.restore(saved).ok());
  for (int i = 5; i < 12; ++i) two.step(again, some(10 + i));
  EXPECT_EQ(w, again);
  EXPECT_EQ(one.averaged(), two.averaged());
  EXPECT_EQ(one.save(), two.save());
  EXPECT_FALSE(two.restore(saved.substr(1)).ok());
}

TEST(Adam, WarmsUpAndFallsAsSaid) {
  auto rate_at = [](Fall fall, int steps) {
    AdamConfig c;
    c.learning_rate = 1e-3;
    c.warm_up_steps = 4;
    c.fall = fall;
    c.decay_steps = 10;
    c.floor = 0.1;
    std::vector<float> w = some(1);
    Adam adam(c, table_of(false), w);
    for (int i = 0; i < steps; ++i) adam.step(w, some(2));
    return adam.learning_rate() * 1e3;
  };
  EXPECT_NEAR(rate_at(Fall::inverse_root, 0), 0.25, 1e-12);
  EXPECT_NEAR(rate_at(Fall::inverse_root, 30), 0.5, 1e-12);
  EXPECT_NEAR(rate_at(Fall::exponential, 20), 0.25, 1e-12);
  EXPECT_NEAR(rate_at(Fall::cosine, 5), 0.5, 1e-12);
  EXPECT_NEAR(rate_at(Fall::cosine, 25), 0.1, 1e-12);
}

TEST(Adam, KnowsWhenItsRateIsSpent) {
  for (Fall fall : {Fall::inverse_root, Fall::exponential, Fall::cosine}) {
    AdamConfig c;
    c.learning_rate = 1;
    c.warm_up_steps = 2;
    c.fall = fall;
    c.decay_steps = 3;
    const int64_t spent = falls_below(c, 0.1);
    std::vector<float> w = some(1);
    Adam adam(c, table_of(false), w);
    while (adam.steps() + 2 < spent) adam.step(w, some(2));
    EXPECT_GT(adam.learning_rate(), 0.1);
    while (adam.steps() < spent) adam.step(w, some(2));
    EXPECT_LT(adam.learning_rate(), 0.1);
    c.floor = 0.2;
    EXPECT_EQ(falls_below(c, 0.1), 0);
  }
}

TEST(Adam, TakesNoStepFromABrokenGradientAndKeepsBounds) {
  std::vector<float> w = some(1, 0.5f), g = some(2);
  const std::vector<float> before = w;
  AdamConfig c = plain();
  c.learning_rate = 1;
  Adam adam(c, table_of(false, -0.6, 0.6), w);
  g[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(std::isfinite(adam.step(w, g)));
  EXPECT_EQ(w, before);
  adam.step(w, some(2));
  for (float x : w) EXPECT_LE(std::fabs(x), 0.6f);
}

TEST(Adam, AveragesWeights) {
  AdamConfig c = plain();
  c.average = 0.5;
  c.learning_rate = 0.01;
  std::vector<float> w = some(1);
  Adam adam(c, table_of(false), w);
  for (int i = 0; i < 20; ++i) adam.step(w, some(10 + i));
  const std::vector<float> before = adam.averaged();
  adam.step(w, some(40));
  for (size_t i = 0; i < kCount; ++i) EXPECT_FLOAT_EQ(adam.averaged()[i], 0.5f * before[i] + 0.5f * w[i]);
}

}  // namespace
}  // namespace partials
