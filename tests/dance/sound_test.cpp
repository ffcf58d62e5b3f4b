// SPDX-License-Identifier: MIT
// Guards against: a dancer that does not hear the sound, hears it later than in training, or is not moved by
// it; sounds of takes that are not found, or read at another time; old files that no longer load.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <numbers>

#include "dance/salsa.h"
#include "dance/swinging.h"
#include "dance/trained.h"
#include "families/dance/dance_json.h"
#include "families/dance/dancer.h"
#include "families/dance/train/likelihood.h"
#include "families/dance/train/performance.h"
#include "families/model_loading.h"
#include "learn/track_objective.h"
#include "model/golden.h"
#include "soundfile/audio_file.h"

namespace partials::dance {
namespace {

constexpr int kRate = 8000;

std::vector<float> tone(double seconds, double gain) {
  std::vector<float> x(static_cast<size_t>(seconds * kRate));
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(gain * std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(i) / kRate));
  return x;
}

TEST(SoundEar, HearsLoudnessAndOnsetOfEveryFrame) {
  std::vector<float> x(kRate), loud = tone(1, 1);
  x.insert(x.end(), loud.begin(), loud.end());
  const auto heard = heard_of(x, kRate, 75, 1. / 30);
  EXPECT_EQ(heard[29].loudness_db, kQuiet_db);
  EXPECT_EQ(heard[30].onset_db, 0);
  EXPECT_EQ(heard[31].onset_db, kMostOnset_db);  // out of silence
  EXPECT_NEAR(heard[45].loudness_db, -3.01, 0.1);
  EXPECT_EQ(heard[45].onset_db, 0);
  EXPECT_EQ(heard[63].loudness_db, kQuiet_db);  // behind its end
  EXPECT_EQ(within_hearing({NAN, INFINITY}).loudness_db, kQuiet_db);
  EXPECT_EQ(within_hearing({-200, 99}).onset_db, kMostOnset_db);
}

TEST(SoundEar, BlocksOfAnySizeAreHeardAlike) {
  const auto x = tone(0.5, 0.3);
  SoundEar whole(kRate), pieces(kRate);
  whole.process(x.data(), static_cast<int>(x.size()));
  for (size_t at = 0; at < x.size(); at += 7)
    pieces.process(x.data() + at, static_cast<int>(std::min<size_t>(7, x.size() - at)));
  const HeardSound a = whole.take(), b = pieces.take();
  EXPECT_EQ(a.loudness_db, b.loudness_db);
  EXPECT_EQ(a.onset_db, b.onset_db);
}

// A sound beside one take of a pair is heard with both, from the takes' begin on.
TEST(DanceTakes, TheSoundBesideATakeIsHeard) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "dance_sound";
  fs::create_directories(folder);
  for (const char* file : {"60_10.bvh", "61_10.bvh", "takes.json"})
    fs::copy_file(salsa_path(file), folder / file, fs::copy_options::overwrite_existing);
  std::vector<float> x(2 * kRate), loud = tone(1, 0.1);
  x.insert(x.end(), loud.begin(), loud.end());
  ASSERT_TRUE(write_wav((folder / "60_10.wav").string(), x.data(), static_cast<int64_t>(x.size()), 1, kRate));
  DanceTakes dances = read_dances({folder.string()}, kDanceRate);
  for (const DanceTake& take : dances.takes) {
    ASSERT_EQ(take.sound.size(), take.poses.size());
    EXPECT_EQ(take.sound[59].loudness_db, kQuiet_db);
    EXPECT_NEAR(take.sound[75].loudness_db, -23.01, 0.1);
    EXPECT_EQ(take.sound[100].loudness_db, kQuiet_db);
  }
  const auto roles = roles_of(dances, false);
  const DancePart part = part_from(dances, roles);
  ASSERT_EQ(part.sound.size(), kHeardOfSound);
  const Track track = examples_of(part, dances, roles).front().tracks.at("sound");
  // frame 57 is of pose 59 and hears until pose 60, frame 60 until pose 63
  EXPECT_EQ(track.values[57 * kHeardOfSound], track.values[0]);
  EXPECT_GT(track.values[60 * kHeardOfSound], track.values[0] + 1);
  fs::remove_all(folder);
}

// Trained on takes 0 to 4, with or without their sounds; take 5 is unseen.
std::shared_ptr<const Model> swinging_model(bool hears) {
  DanceTakes dances = swinging_takes(5, 20);
  if (!hears)
    for (DanceTake& take : dances.takes) take.sound.clear();
  return trained_on(dances, roles_of(dances, false), "swinging", 32, 2, 250);
}
const std::shared_ptr<const Model>& hearing_model() {
  static const auto model = swinging_model(true);
  return model;
}

double unseen_nats(const Model& model, bool sounds) {
  DanceTakes dances = swinging_takes(6, 20);
  if (!sounds) dances.takes[5].sound.clear();
  return nats_of(model.graph, model.weights, part_of(model), example_of(part_of(model), dances, 5, nullptr))
      .model;
}

TEST(DanceToASound, TheSoundTellsWhatComesNext) {
  const double hears = unseen_nats(*hearing_model(), true), silent = unseen_nats(*hearing_model(), false);
  const double deaf = unseen_nats(*swinging_model(false), true);
  std::printf("nats a number: %.3f with the sound, %.3f in silence, %.3f of a model without\n", hears, silent,
              deaf);
  EXPECT_LT(hears, deaf - 0.03);
  EXPECT_LT(hears, silent - 0.03);
}

double speed_at(float loudness_db) {
  Dancer dancer = Dancer::create(hearing_model(), {1, 2}).value();
  const auto& opening = opening_of(*hearing_model());
  const size_t width = dancer.part().scale.size();
  for (size_t n = 0; (n + 1) * width <= opening.size(); ++n)
    dancer.prime(opening.data() + n * width, nullptr, opening_sound(*hearing_model(), n));
  std::vector<std::vector<Vec3>> joints;
  motion::Pose world;
  for (int n = 0; n < 450; ++n) {
    place_joints(dancer.part().rig, dancer.step(nullptr, {loudness_db, 0}), world);
    if (n >= 30) joints.push_back({world.places_m[3], world.places_m[5]});  // wrists
  }
  return liveliness_of(joints, kDanceRate).speed;
}

TEST(DanceToASound, LouderIsMoreMovement) {
  const double soft = speed_at(-40), middle = speed_at(-27), loud = speed_at(-12);
  std::printf("mean speed: %.3f, %.3f, %.3f m/s at -40, -27 and -12 dB\n", soft, middle, loud);
  EXPECT_GT(middle, 1.2 * soft);
  EXPECT_GT(loud, 1.2 * middle);
}

// The distribution of each next pose, heard frame by frame, is that of the whole take at once.
TEST(DanceToASound, IsHeardAsInTraining) {
  const Model& model = *hearing_model();
  const DancePart& part = part_of(model);
  const DanceTakes dances = swinging_takes(1, 5);
  const Example e = example_of(part, dances, 0, nullptr);
  const Track mixture = play_tracks(model.graph, model.weights, e).value().at("mixture");
  Dancer dancer = Dancer::create(hearing_model(), {0, 1}).value();
  const Track& pose = e.tracks.at("pose");
  const size_t width = part.scale.size();
  constexpr size_t kFrames = 40;
  for (size_t n = 0; n < kFrames; ++n)
    dancer.prime(pose.values.data() + n * width, nullptr, dances.takes[0].sound[n + 2]);
  dancer.step(nullptr, dances.takes[0].sound[kFrames + 2]);
  std::vector<float> z(width), expected(width);
  draw(mixture.values.data() + (kFrames - 1) * static_cast<size_t>(mixture.channels),
       mixture_of(model).value(), 0, 100, 1, z.data());
  const float* x = pose.values.data() + (kFrames - 1) * width;
  part.ar.expect(x, x - width, expected.data());
  const NumberScale& s = part.scale;
  for (size_t c = 0; c < width; ++c)
    expected[c] = std::clamp(expected[c] + part.ar.spread[c] * z[c], s.low[c], s.high[c]);
  std::vector<float> numbers(s.all);
  BodyPose pose_of_it;
  s.restore(expected.data(), numbers.data());
  pose_from(part.rig, numbers.data(), {}, kDanceRate, pose_of_it);  // turns become rotations
  numbers_from(part.rig, {}, pose_of_it, kDanceRate, numbers.data());
  s.standardise(numbers.data(), expected.data());
  for (size_t c = 0; c < width; ++c) EXPECT_NEAR(dancer.heard()[c], expected[c], 1e-3) << c;
}

TEST(DanceToASound, TheFileHoldsWhatIsHeard) {
  const auto read = model_from_bytes(bytes_from_model(*hearing_model()), "x.partials");
  ASSERT_TRUE(read.ok()) << read.error().text;
  EXPECT_EQ(part_of(read.value()).sound.mean, part_of(*hearing_model()).sound.mean);
  auto j = nlohmann::json::parse(json_from_part(part_of(*hearing_model())));
  j["sound"]["deviation"][1] = 0;
  EXPECT_NE(part_from_json(j.dump(), "x").error().text.find("sound"), std::string::npos);
  j.erase("sound");  // as files were before
  const auto old = part_from_json(j.dump(), "x");
  ASSERT_TRUE(old.ok()) << old.error().text;
  EXPECT_EQ(old.value().sound.size(), 0u);
}

TEST(DanceToASound, APerformanceHearsAFile) {
  const std::string file = testing::TempDir() + "dance_to.wav";
  const auto x = tone(1, 0.3);
  ASSERT_TRUE(write_wav(file, x.data(), static_cast<int64_t>(x.size()), 1, kRate));
  PerformanceRequest request;
  request.seconds = 2;
  const Performance silent = perform(hearing_model(), request);
  request.sound = file;
  const Performance heard = perform(hearing_model(), request);
  EXPECT_EQ(silent.sound.samples.size(), 0u);
  EXPECT_EQ(heard.sound.samples.size(), static_cast<size_t>(kRate));
  EXPECT_NE(bvh_text(heard), bvh_text(silent));
  EXPECT_THROW(perform(swinging_model(false), request), std::runtime_error);
}

}  // namespace
}  // namespace partials::dance
