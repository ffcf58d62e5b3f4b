// SPDX-License-Identifier: MIT
// Guards against: training that does not beat AR(2) on a performance that it has not seen, a dancer that
// hears something else than the model does offline, a run that differs from run to run, a leader that is not
// heard.
#include "families/dance/dancer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "dance/trained.h"
#include "families/model_loading.h"
#include "learn/track_objective.h"

namespace partials::dance {
namespace {

TEST(Dance, LittleTrainingBeatsTheAutoregressionOnAnUnseenPerformance) {
  const Model& model = *dancer_model();
  for (const Role role : {Role{kLead10}, Role{kFollow10}}) {
    const Example e = examples_of(part_of(model), salsa(), {role}).front();
    const Nats nats = nats_of(model.graph, model.weights, part_of(model), e);
    EXPECT_EQ(nats.frames, 177u);
    EXPECT_GT(nats.below_ar2(), 0.02) << e.name << ": " << nats.model << " against " << nats.ar2;
  }
}

TEST(Dance, TheFileHoldsAllOfIt) {
  const std::string bytes = bytes_from_model(*follower_model());
  const auto read = model_from_bytes(bytes, "follower.partials");
  ASSERT_TRUE(read.ok()) << read.error().text;
  const DancePart &a = part_of(*follower_model()), &b = part_of(read.value());
  EXPECT_EQ(a.scale.mean, b.scale.mean);
  EXPECT_EQ(a.ar.spread, b.ar.spread);
  EXPECT_EQ(a.leader.joints, b.leader.joints);
  EXPECT_EQ(a.rig.turning, b.rig.turning);
  EXPECT_EQ(a.rig.rest, b.rig.rest);
  EXPECT_EQ(bytes_from_model(read.value()), bytes);
}

// The distribution before the last frame, heard frame by frame, is that of the whole take at once.
TEST(Dancer, HearsAsTheModelDoesOffline) {
  const Model& model = *follower_model();
  const DancePart& part = part_of(model);
  const Example e = examples_of(part, salsa(), {{kFollow04, kLead04}}).front();
  const auto offline = play_tracks(model.graph, model.weights, e).value().at("mixture");
  Dancer dancer = Dancer::create(follower_model(), {0, 1}).value();
  const DanceTake &own = salsa().takes[kFollow04], &leader = salsa().takes[kLead04];
  dancer.place(own.poses[1].place_m, own.poses[1].heading_rad);
  const Track& pose = e.tracks.at("pose");
  constexpr size_t kFrames = 40;
  for (size_t n = 0; n < kFrames; ++n)
    dancer.prime(pose.values.data() + n * static_cast<size_t>(pose.channels), leader.joints[n + 2].data());
  EXPECT_NEAR(dancer.pose().place_m[0], own.poses[kFrames + 1].place_m[0], 1e-3);
  EXPECT_NEAR(dancer.pose().place_m[2], own.poses[kFrames + 1].place_m[2], 1e-3);
  const float* row = offline.values.data() + (kFrames - 1) * static_cast<size_t>(offline.channels);
  std::vector<float> z(part.scale.size());
  draw(row, mixture_of(model).value(), 0, 100, 1, z.data());
  const float *x = pose.values.data() + (kFrames - 1) * z.size(), *last = x - z.size();
  const std::vector<float> expected = [&] {
    std::vector<float> next(z.size());
    part.ar.expect(x, last, next.data());
    for (size_t c = 0; c < next.size(); ++c) next[c] += part.ar.spread[c] * z[c];
    return next;
  }();
  dancer.step(leader.joints[kFrames + 2].data());
  // velocities and height are taken as they are; turns become rotations first
  for (size_t c = 0; c < kPlaceNumbers; ++c) EXPECT_NEAR(dancer.heard()[c], expected[c], 5e-3) << c;
}

std::vector<float> run(const DanceSettings& settings, const Vec3* leader = nullptr) {
  const auto& model = leader ? follower_model() : dancer_model();
  Dancer dancer = Dancer::create(model, settings).value();
  const auto& opening = opening_of(*model);
  for (size_t at = 0; at < opening.size(); at += part_of(*model).scale.size())
    dancer.prime(opening.data() + at, leader);
  std::vector<float> places;
  for (int n = 0; n < 90; ++n) {
    dancer.step(leader);
    places.insert(places.end(), dancer.heard().begin(), dancer.heard().end());
  }
  return places;
}

TEST(Dancer, IsAFunctionOfSeedAndTemperature) {
  EXPECT_EQ(run({1, 5}), run({1, 5}));
  EXPECT_NE(run({1, 5}), run({1, 6}));
  EXPECT_EQ(run({0, 5}), run({0, 6}));
  EXPECT_NE(run({0.5, 5}), run({1, 5}));
}

TEST(Dancer, StaysInTheRangeOfTheDataWhateverTheTemperature) {
  const NumberScale& scale = part_of(*dancer_model()).scale;
  const auto numbers = run({2, 3});
  for (size_t i = 0; i < kPlaceNumbers; ++i)
    for (size_t at = i; at < numbers.size(); at += scale.size()) {
      const float room = 0.01f * (scale.high[i] - scale.low[i]);
      EXPECT_GE(numbers[at], scale.low[i] - room);
      EXPECT_LE(numbers[at], scale.high[i] + room);
    }
}

TEST(Dancer, HearsItsLeader) {
  const auto& joints = salsa().takes[kLead04].joints;
  EXPECT_NE(run({0, 1}, joints[0].data()), run({0, 1}, joints[150].data()));
}

TEST(Leader, IsSeenFromTheFollower) {
  LeaderInput leader{{"hips"}, std::vector<float>(6), std::vector<float>(6, 1)};
  BodyPose own;
  own.place_m = {1, 9, 2};
  own.heading_rad = std::acos(0.0);  // it faces +x, and its left is -z
  const Vec3 joint = {3, 1.5, 1}, before = {3, 1.4, 1.2};
  float seen[6];
  hear_leader(leader, own, 30, &joint, &before, seen);
  EXPECT_NEAR(seen[0], 1, 1e-6);    // left
  EXPECT_NEAR(seen[1], 1.5, 1e-6);  // above the floor
  EXPECT_NEAR(seen[2], 2, 1e-6);    // ahead
  EXPECT_NEAR(seen[3], 6, 1e-5);    // m/s
  EXPECT_NEAR(seen[4], 3, 1e-5);
  EXPECT_NEAR(seen[5], 0, 1e-5);
}

TEST(Pairs, ThoseRecordedTogetherLeadAndFollow) {
  const auto pairs = pairs_of(salsa());
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].leader, kLead04);
  EXPECT_EQ(pairs[0].follower, kFollow04);
  DanceTakes alone = salsa();
  alone.takes.pop_back();
  EXPECT_THROW(pairs_of(alone), std::runtime_error);
}

}  // namespace
}  // namespace partials::dance
