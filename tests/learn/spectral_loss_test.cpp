// SPDX-License-Identifier: MIT
// Guards against: a wrong gradient, a missing scale or frame, lanes that affect each other, a loss that
// allocates while training, wrong decibels.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "learn/losses.h"

namespace partials {
namespace {

constexpr double kRate = 16000;

LossConfig spectral(std::vector<int> windows) {
  LossConfig c;
  c.scales_s.clear();
  for (int n : windows) c.scales_s.push_back(n / kRate);
  return c;
}
LossConfig up_to(double max_hz) {
  LossConfig c = spectral({512, 90});
  c.max_hz = max_hz;
  return c;
}
LossConfig only(double LossConfig::*term) {
  LossConfig c;
  c.linear = c.log = 0;
  c.*term = 1;
  return c;
}

template <class S>
std::vector<S> noise(size_t n, unsigned seed, double level = 0.3) {
  std::mt19937 r(seed);
  std::vector<S> x(n);
  for (auto& v : x)
    v = static_cast<S>(static_cast<float>(std::uniform_real_distribution<double>(-level, level)(r)));
  return x;
}

template <class S>
BasicLoss<S> make(const LossConfig& c, int width, int samples, Isa isa = best_isa(), double rate = kRate) {
  auto loss = BasicLoss<S>::create(c, rate, width, samples, isa);
  EXPECT_TRUE(loss.ok()) << (loss.ok() ? "" : loss.error().text);
  return std::move(loss).value();
}

template <class A, class B>
double residual_db(const std::vector<A>& exact, const std::vector<B>& other) {
  double signal = 0, rest = 0;
  for (size_t i = 0; i < exact.size(); ++i) {
    signal += double(exact[i]) * double(exact[i]);
    rest += std::pow(double(exact[i]) - double(other[i]), 2);
  }
  return 10 * std::log10((rest + 1e-300) / (signal + 1e-300));
}

class EveryLoss : public testing::TestWithParam<LossConfig> {};

TEST_P(EveryLoss, GradientEqualsTheNumericalOne) {
  for (int samples : {1501, 37}) {  // 37: shorter than the windows
    auto loss = make<double>(GetParam(), 1, samples);
    auto x = noise<double>(samples, 1), y = noise<double>(samples, 2);
    std::vector<double> d(samples);
    loss.value_and_gradient(x.data(), y.data(), d.data());
    for (int i = 3; i < samples; i += samples / 12) {
      const double keep = x[i];
      auto at = [&](double v) {
        x[i] = v;
        return loss.value_and_gradient(x.data(), y.data(), nullptr);
      };
      auto slope = [&](double h) {
        return (8 * (at(keep + h) - at(keep - h)) - (at(keep + 2 * h) - at(keep - 2 * h))) / (12 * h);
      };
      const double numeric = slope(1e-6);
      x[i] = keep;
      EXPECT_NEAR(d[i], numeric, 1e-6 * std::max(std::fabs(numeric), 1e-2))
          << "sample " << i << " of " << samples;
    }
  }
}

TEST_P(EveryLoss, EveryLaneOfEveryInstructionSetEqualsTheReference) {
  const int samples = 3000;
  for (Isa isa : {Isa::base, Isa::avx2, Isa::avx512})
    for (int width : {1, 8, 16}) {
      if (!has(isa)) continue;
      auto wide = make<float>(GetParam(), width, samples, isa);
      const auto x = noise<float>(static_cast<size_t>(samples) * width, 3),
                 y = noise<float>(x.size(), 4, 0.1);
      std::vector<float> d(x.size()), weights(width);
      for (int l = 0; l < width; ++l) weights[l] = 0.5f + 0.1f * l;
      wide.set_lane_weights(weights.data());
      const double value = wide.value_and_gradient(x.data(), y.data(), d.data());
      double sum = 0;
      auto one = make<double>(GetParam(), 1, samples);
      for (int l = 0; l < width; ++l) {
        std::vector<double> x1(samples), y1(samples), exact(samples), of_lane(samples);
        for (int i = 0; i < samples; ++i) {
          x1[i] = x[static_cast<size_t>(i) * width + l];
          y1[i] = y[static_cast<size_t>(i) * width + l];
        }
        sum += weights[l] * one.value_and_gradient(x1.data(), y1.data(), exact.data()) / width;
        for (int i = 0; i < samples; ++i)
          of_lane[i] = d[static_cast<size_t>(i) * width + l] * width / weights[l];
        // -60: signs at the kink
        EXPECT_LT(residual_db(exact, of_lane), -60) << name_of(isa) << " lane " << l << " of " << width;
      }
      EXPECT_NEAR(value, sum, 2e-5 * sum) << name_of(isa) << " width " << width;
    }
}

TEST_P(EveryLoss, StoredTargetGivesTheSame) {
  const int samples = 2500, width = 8;
  auto loss = make<float>(GetParam(), width, samples);
  const auto x = noise<float>(static_cast<size_t>(samples) * width, 5), y = noise<float>(x.size(), 6);
  std::vector<float> d(x.size()), kept(x.size());
  const double value = loss.value_and_gradient(x.data(), y.data(), d.data());
  ASSERT_TRUE(loss.analyse_target(y.data()));
  EXPECT_NEAR(loss.value_and_gradient_of_stored(x.data(), kept.data()), value, 1e-5 * value);
  EXPECT_LT(residual_db(d, kept), -60);
}

TEST_P(EveryLoss, EqualSignalsAndSilenceHaveNoLossAndNoGradient) {
  const int samples = 2000, width = 16;
  auto loss = make<float>(GetParam(), width, samples);
  const std::vector<float> silence(static_cast<size_t>(samples) * width), x = noise<float>(silence.size(), 7);
  for (const auto* signal : {&silence, &x}) {
    std::vector<float> d(x.size(), 1.f);
    EXPECT_LT(loss.value_and_gradient(signal->data(), signal->data(), d.data()), 1e-5);
    for (float g : d) ASSERT_LT(std::fabs(g), 1e-3f);
  }
  std::vector<float> d(x.size());
  EXPECT_TRUE(std::isfinite(loss.value_and_gradient(silence.data(), x.data(), d.data())));
  for (float g : d) ASSERT_TRUE(std::isfinite(g));
}

std::string name_of_loss(const testing::TestParamInfo<LossConfig>& info) {
  const char* names[] = {"spectral", "one_scale", "up_to_a_limit", "mel", "loudness", "amplitude"};
  return names[info.index];
}
INSTANTIATE_TEST_SUITE_P(Loss, EveryLoss,
                         testing::Values(spectral({2048, 512, 90, 64}), spectral({256}), up_to(5000),
                                         only(&LossConfig::mel), only(&LossConfig::loudness),
                                         only(&LossConfig::amplitude)),
                         name_of_loss);

TEST(LevelLosses, AreInDecibels) {
  const int samples = 8000;
  const auto y = noise<double>(samples, 8);
  auto x = y;
  for (auto& v : x) v *= 2;
  for (auto term : {&LossConfig::mel, &LossConfig::loudness, &LossConfig::amplitude}) {
    LossConfig c = only(term);
    c.range_db = 200;
    c.floor_db = -300;
    c.mel_max_hz = 8000;
    EXPECT_NEAR(make<double>(c, 1, samples).value_and_gradient(x.data(), y.data(), nullptr),
                20 * std::log10(2.0), 1e-6);
  }
}

TEST(LevelLosses, AFullScaleSineOfOneKilohertzIsMinusThreeDecibels) {
  for (double rate : {44100.0, 48000.0, 96000.0}) {
    const int samples = static_cast<int>(rate / 4);
    std::vector<double> sine(samples), silence(samples);
    for (int i = 0; i < samples; ++i) sine[i] = std::sin(2 * M_PI * 1000 * i / rate);
    for (auto term : {&LossConfig::loudness, &LossConfig::amplitude}) {
      LossConfig c = only(term);
      c.floor_db = -60;  // as which silence counts
      c.range_db = 200;
      auto loss = make<double>(c, 1, samples, best_isa(), rate);
      EXPECT_NEAR(loss.value_and_gradient(sine.data(), silence.data(), nullptr) - 60, -3.0103, 0.02) << rate;
    }
  }
}

TEST(SpectralLoss, EqualsPyTorch) {
  if (std::system("/usr/bin/python3 -c 'import torch' 2>/dev/null"))
    GTEST_SKIP() << "python3-torch is not installed";
  const std::vector<int> windows{512, 90 * 4, 128, 64};
  const int samples = 4000;
  LossConfig c = spectral(windows);
  c.linear = 0.7;
  c.log = 1.3;
  c.log_eps = 0.5;  // large enough to be met
  const auto x = noise<double>(samples, 9), y = noise<double>(samples, 10, 0.1);
  std::vector<double> d(samples);
  const double value = make<double>(c, 1, samples).value_and_gradient(x.data(), y.data(), d.data());

  const auto folder =
      std::filesystem::temp_directory_path() / ("partials_loss_" + std::to_string(std::random_device{}()));
  std::filesystem::create_directory(folder);
  auto write = [&](const char* name, const std::vector<double>& v) {
    std::ofstream(folder / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(v.data()),
               static_cast<std::streamsize>(v.size() * sizeof(double)));
  };
  write("x", x);
  write("y", y);
  std::string command = "cd '" + folder.string() +
                        "' && /usr/bin/python3 '" PARTIALS_SOURCE_DIR
                        "/tests/oracle/spectral_loss.py' x y out 4 0.7 1.3 0.5";
  for (int n : windows) command += " " + std::to_string(n);
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::vector<double> out(samples + 1), gradient;
  std::ifstream(folder / "out", std::ios::binary)
      .read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size() * sizeof(double)));
  std::filesystem::remove_all(folder);
  gradient.assign(out.begin() + 1, out.end());
  EXPECT_NEAR(value, out[0], 1e-10 * value);
  EXPECT_LT(residual_db(gradient, d), -180);
}

TEST(SpectralLoss, RefusesInWords) {
  LossConfig nothing;
  nothing.linear = nothing.log = 0;
  auto r = GroupLoss::create(nothing, 44100, 8, 1000);
  ASSERT_FALSE(r.ok());
  EXPECT_NE(r.error().text.find("weight"), std::string::npos);
  EXPECT_FALSE(GroupLoss::create(LossConfig{}, 44100, 5, 1000).ok());
  EXPECT_FALSE(GroupLoss::create(spectral({1 << 24}), 44100, 8, 1000).ok());
}

}  // namespace
}  // namespace partials
