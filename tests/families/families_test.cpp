// SPDX-License-Identifier: MIT
// Guards against: a core that works with one family of models only. Two toy families, each a folder and one
// line in toys.txt, are trained, saved, loaded, played, evaluated and listed.
#include "families/families.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "families/model_loading.h"
#include "play/engine.h"
#include "runs/run_store.h"
#include "runs/train_session.h"
#include "soundfile/audio_file.h"
#include "training/training_families.h"

namespace partials {
namespace {

namespace fs = std::filesystem;

class Toys : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("partials_families_test_" + std::to_string(::getpid()));
    fs::create_directories(data());
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path data() const { return folder_ / "data"; }

  TrainResult train_toy(const std::string& preset, int64_t steps, const std::string& name) {
    TrainOptions o;
    o.inputs = {data().string()};
    o.output = path(name);
    o.preset = preset;
    o.name = name;
    o.steps = steps;
    o.minutes = 60;
    RunStore store = RunStore::open((folder_ / "runs").string());
    partials::Run run = store.create(name, {});
    return train(o, run, false, {});
  }
  std::string path(const std::string& name) const { return (folder_ / (name + ".partials")).string(); }

  fs::path folder_;
};

constexpr double kRateHz = 48000, kCutoffHz = 2500, kGain = 0.5;

// What the device does: a gain, then a one-pole low-pass filter, each channel by itself.
std::vector<float> wet_of(const std::vector<float>& dry, int channels) {
  const double w = std::tan(M_PI * kCutoffHz / kRateHz), g = w / (1 + w);
  std::vector<float> wet(dry.size());
  std::vector<double> state(static_cast<size_t>(channels));
  for (size_t i = 0; i < dry.size(); ++i) {
    double& s = state[i % static_cast<size_t>(channels)];
    const double v = (kGain * dry[i] - s) * g, y = v + s;
    s = y + v;
    wet[i] = static_cast<float>(y);
  }
  return wet;
}

double level_at(const std::vector<float>& x, double hz, double rate_hz, size_t from) {  // amplitude of a sine
  double re = 0, im = 0;
  for (size_t i = from; i < x.size(); ++i) {
    const double angle = 2 * M_PI * hz * static_cast<double>(i) / rate_hz;
    re += x[i] * std::cos(angle);
    im += x[i] * std::sin(angle);
  }
  return 2 * std::hypot(re, im) / static_cast<double>(x.size() - from);
}

double response(double hz) {  // of the device, at its own rate
  const double w = std::tan(M_PI * kCutoffHz / kRateHz), f = std::tan(M_PI * hz / kRateHz);
  return kGain / std::hypot(1, f / w);
}

TEST_F(Toys, ADeviceIsTrainedSavedLoadedPlayedJudgedAndListed) {
  for (int take = 0; take < 3; ++take) {
    std::vector<float> dry(2 * 48000);
    for (size_t i = 0; i < dry.size(); ++i)
      dry[i] = 0.3f * random_bipolar(static_cast<uint64_t>(take + 1), i);
    const std::vector<float> wet = wet_of(dry, 2);
    const std::string name = (data() / ("take" + std::to_string(take))).string();
    ASSERT_TRUE(write_wav(name + ".dry.wav", dry.data(), 48000, 2, kRateHz));
    ASSERT_TRUE(write_wav(name + ".wet.wav", wet.data(), 48000, 2, kRateHz));
  }
  const TrainResult made = train_toy("toy_device", 200, "device");
  EXPECT_LT(made.validation.value(), 1e-3) << "error to signal ratio";

  const auto model = load_model(path("device"));
  ASSERT_TRUE(model) << model.error().text;
  EXPECT_EQ(model.value().family, "toy_device");
  EXPECT_EQ(model.value().graph.native_rate_hz, 48000);

  // At 44.1 kHz: each side by itself, the response of the device, as late as is said, whatever the blocks.
  constexpr double kHostHz = 44100;
  std::vector<std::vector<float>> played;
  for (const int block : {512, 37}) {
    Engine engine(PlayerKind::effect, sound_maker());
    engine.set_value(kLimiter, 0);
    ASSERT_TRUE(engine.load(std::make_shared<const Model>(model.value())));
    ASSERT_TRUE(engine.prepare(kHostHz, 512));
    EXPECT_EQ(engine.macros()[0], "Level");
    std::vector<float> left(30000), right(30000), out_left(30000), out_right(30000);
    for (size_t i = 0; i < left.size(); ++i) {
      left[i] = static_cast<float>(0.2 * std::sin(2 * M_PI * 1000 * static_cast<double>(i) / kHostHz));
      right[i] = static_cast<float>(0.2 * std::sin(2 * M_PI * 5000 * static_cast<double>(i) / kHostHz));
    }
    for (int at = 0; at < 30000; at += block) {
      const float* in[] = {left.data() + at, right.data() + at};
      float* out[] = {out_left.data() + at, out_right.data() + at};
      engine.process({in, 2, out, 2, std::min(block, 30000 - at), {}});
    }
    EXPECT_NEAR(20 * std::log10(level_at(out_left, 1000, kHostHz, 8000) / (0.2 * response(1000))), 0, 0.2);
    EXPECT_NEAR(20 * std::log10(level_at(out_right, 5000, kHostHz, 8000) / (0.2 * response(5000))), 0, 0.2);
    EXPECT_LT(level_at(out_left, 5000, kHostHz, 8000), 1e-4) << "the right side is heard on the left";
    EXPECT_GT(engine.latency_samples(), 20);
    played.push_back(out_left);
  }
  EXPECT_EQ(played[0], played[1]);

  const auto judged = find_training_family("toy_device")->judge(model.value(), {data().string()});
  ASSERT_EQ(judged.size(), 3u);
  for (const JudgedExample& e : judged) {
    EXPECT_EQ(e.metrics[0].id, "esr");
    EXPECT_LT(e.metrics[0].value, 1e-3) << e.name;
  }
  const auto runs = RunStore::open((folder_ / "runs").string()).list();
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].name, "device");
  EXPECT_EQ(runs[0].steps, 200);
}

TEST_F(Toys, FramesWithoutAudioAreClassified) {
  for (int table = 0; table < 3; ++table) {
    std::ofstream out(data() / ("table" + std::to_string(table) + ".csv"));
    for (uint64_t i = 0; i < 300; ++i) {
      const uint64_t seed = static_cast<uint64_t>(table) + 7;
      const int label = static_cast<int>(random_bits(seed, 3 * i) % 3);
      const double angle = 2 * M_PI * label / 3, spread = 0.3;
      out << std::cos(angle) + spread * random_bipolar(seed, 3 * i + 1) << ','
          << std::sin(angle) + spread * random_bipolar(seed, 3 * i + 2) << ',' << label << '\n';
    }
  }
  const TrainResult made = train_toy("toy_labels", 150, "labels");
  EXPECT_GE(made.validation.value(), 99) << "per cent";

  const auto model = load_model(path("labels"));
  ASSERT_TRUE(model) << model.error().text;
  const auto judged = find_training_family("toy_labels")->judge(model.value(), {data().string()});
  ASSERT_EQ(judged.size(), 3u);
  EXPECT_GE(judged.back().metrics[0].value, 99);

  Engine engine(PlayerKind::effect, sound_maker());
  ASSERT_TRUE(engine.prepare(48000, 256));
  const auto played = engine.load(std::make_shared<const Model>(model.value()));
  ASSERT_FALSE(played) << "it has no sound";
  EXPECT_NE(played.error().text.find("toy_labels"), std::string::npos);
}

TEST(Families, EveryLineHasBothTables) {
  EXPECT_EQ(all_families().size(), all_training_families().size());
  for (const Family* family : all_families()) {
    EXPECT_NE(find_training_family(family->id), nullptr) << family->id;
    EXPECT_EQ(find_family(family->id), family);
  }
  EXPECT_EQ(find_family("nothing of this name"), nullptr);
}

}  // namespace
}  // namespace partials
