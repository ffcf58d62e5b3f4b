// SPDX-License-Identifier: MIT
// Guards against: outputs that jump, freeze for ever or leave their range when packets are lost, late,
// repeated, wild or not numbers.
#include "families/motion/drop_out.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "families/motion/live_mapping.h"
#include "families/motion/mapping.h"
#include "support/alloc_counter.h"

namespace partials::motion {
namespace {

constexpr double kPacket_s = 1 / 60.0, kFrame_s = 1 / 120.0;
const float kNaN = std::numeric_limits<float>::quiet_NaN();

// One channel of the range -1 .. 1 that rests at -0.5.
DropOut one_channel(DropOutSettings settings = {}, float jump = 1e9f) {
  DropOut d;
  const DropOutChannel channel{-1, 1, -0.5f, jump};
  d.prepare({&channel, 1}, settings);
  return d;
}
float at(DropOut& d, double s) {
  float y = 0;
  d.frame(s, &y);
  return y;
}
// Packets of one value from `from` to `to`; the value at the end.
float feed(DropOut& d, double from, double to, float value) {
  float y = 0;
  for (double s = from; s < to; s += kPacket_s) {
    d.packet(s, &value);
    y = at(d, s);
  }
  return y;
}

// A body that would grow from a point in its first fifth of a second moves as nobody does.
TEST(DropOut, TheFirstValueMayComeAtOnce) {
  DropOutSettings settings;
  settings.first_at_once = true;
  DropOut d = one_channel(settings);
  EXPECT_EQ(at(d, 0), -0.5f);
  EXPECT_EQ(feed(d, 0.1, 0.1 + kPacket_s / 2, 0.8f), 0.8f);
  EXPECT_FLOAT_EQ(at(d, 3), -0.5f) << "at rest";
  const float value = 0.8f;
  d.packet(3.1, &value);
  EXPECT_LT(at(d, 3.1), -0.4f) << "what was lost returns without a step";
}

TEST(DropOut, HoldsThenFadesToRestThenReturnsWithoutAStep) {
  DropOut d = one_channel();
  EXPECT_EQ(at(d, 0), -0.5f) << "before the first packet it rests";
  EXPECT_NEAR(feed(d, 0, 1, 0.8f), 0.8f, 1e-6);
  EXPECT_FLOAT_EQ(at(d, 1.2), 0.8f) << "held";
  const float half = at(d, 1.75);
  EXPECT_LT(half, 0.7f);
  EXPECT_GT(half, -0.4f);
  EXPECT_FLOAT_EQ(at(d, 2.4), -0.5f) << "at rest";
  float before = at(d, 2.5), steepest = 0;
  for (double s = 2.5; s < 3; s += kFrame_s) {
    const float value = 0.9f;
    d.packet(s, &value);
    const float y = at(d, s);
    steepest = std::max(steepest, std::abs(y - before));
    before = y;
  }
  EXPECT_NEAR(before, 0.9f, 1e-5);
  EXPECT_LT(steepest, 1.4f * 1.5f * kFrame_s / 0.2f * 1.1f) << "the return takes 0.2 s";
}

TEST(DropOut, ALostChannelLeavesTheOthersAlone) {
  DropOut d;
  const DropOutChannel channels[] = {{-1, 1, 0}, {-1, 1, 0}};
  d.prepare(channels, {});
  float y[2] = {};
  for (double s = 0; s < 3; s += kPacket_s) {
    const float x[] = {0.5f, s < 1 ? 0.5f : kNaN};
    d.packet(s, x);
    d.frame(s, y);
  }
  EXPECT_FLOAT_EQ(y[0], 0.5f);
  EXPECT_FLOAT_EQ(y[1], 0) << "faded to rest";
  EXPECT_FALSE(d.is_lost(0, 3));
  EXPECT_TRUE(d.is_lost(1, 3));
}

TEST(DropOut, LatePacketsChangeNothing) {
  DropOut d = one_channel();
  feed(d, 0, 1, 0.3f);
  const float old = -0.9f;
  d.packet(0.5, &old);
  d.packet(kNaN, &old);
  EXPECT_NEAR(at(d, 1.01), 0.3f, 1e-6);
}

TEST(DropOut, AWildPacketIsNotBelievedUnlessTheNextConfirmIt) {
  DropOut d = one_channel({}, 0.3f);
  feed(d, 0, 1, 0.1f);
  const float wild = 0.95f, usual = 0.12f;
  d.packet(1.02, &wild);
  EXPECT_NEAR(at(d, 1.02), 0.1f, 1e-6);
  d.packet(1.04, &usual);
  EXPECT_NEAR(at(d, 1.04), 0.12f, 1e-6) << "the single one is forgotten";
  EXPECT_NEAR(feed(d, 1.06, 1.6, wild), wild, 1e-4) << "it stays there, so it is true";
}

TEST(DropOut, RepeatsAreLostOnlyWhereTheyMeanIt) {
  for (const bool lost : {false, true}) {
    DropOutSettings settings;
    settings.repeats_are_lost = lost;
    DropOut d = one_channel(settings);
    EXPECT_EQ(feed(d, 0, 5, 0.6f) < 0, lost);
  }
}

TEST(DropOut, ASilentSenderAtRestIsNotLost) {
  DropOutSettings settings;
  settings.silence_is_rest = true;
  DropOut d = one_channel(settings);
  feed(d, 0, 1, 0.4f);
  EXPECT_NEAR(at(d, 600), 0.4f, 1e-6);
  EXPECT_FALSE(d.is_lost(0, 600));
}

// A third of the packets lost, gaps of half a second, storms of NaN and of huge numbers, packets out of
// order.
TEST(DropOut, InAnyWeatherItStaysInItsRangeAndAllocatesNothing) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> unit(0, 1);
  for (const float jump : {0.3f, 1e9f}) {
    DropOut d = one_channel({}, jump);
    double gap_until = 0, storm_until = 0;
    float least = 1, most = -1;
    partials::test::NoAllocation guard;
    for (int i = 0; i < 60 * 600; ++i) {
      const double s = i * kPacket_s;
      if (unit(random) < 0.002) gap_until = s + 0.5;
      if (unit(random) < 0.002) storm_until = s + 0.3;
      float x = static_cast<float>(std::sin(2 * s));
      if (s < storm_until) x = unit(random) < 0.5 ? kNaN : unit(random) < 0.5 ? INFINITY : 1e30f;
      if (s >= gap_until && unit(random) > 0.3) d.packet(s - (unit(random) < 0.05 ? 0.1 : 0), &x);
      const float y = at(d, s);
      ASSERT_TRUE(y >= -1 && y <= 1) << y << " at " << s;
      least = std::min(least, y);
      most = std::max(most, y);
    }
    EXPECT_EQ(guard.count(), 0);
    EXPECT_LT(least, -0.9f);
    EXPECT_GT(most, 0.9f);
  }
}

// The same weather before a mapping that plays: what it drives keeps its range and its speed limit.
TEST(DropOut, WhatAMappingDrivesKeepsItsLimitsInAnyWeather) {
  Mapping m;
  m.inputs = {{"x", "m", -1, 1, -0.5f}};
  m.outputs = {{"level", "", 0, 1, 0.5f, 3}};
  m.demonstrations = Demonstrations(1, 1);
  for (int i = -4; i <= 4; ++i)
    ASSERT_TRUE(m.demonstrations.add(
        PoseExample{0, {0.25f * static_cast<float>(i)}, {i % 2 ? 0.95f : 0.05f}, "", "", false}));
  auto model = make_mapping_model(m, plain_features(120, 1), "test");
  ASSERT_TRUE(model) << model.error().text;
  LiveMapping player;
  ASSERT_TRUE(player.post(std::make_shared<const Model>(std::move(model).value())));
  DropOut d = one_channel();
  std::mt19937_64 random(9);
  std::uniform_real_distribution<double> unit(0, 1);
  double gap_until = 0, storm_until = 0;
  float before = 0, least = 1, most = 0;
  for (int i = 0; i < 120 * 300; ++i) {
    const double s = i * kFrame_s;
    if (unit(random) < 0.001) gap_until = s + 0.5;
    if (unit(random) < 0.001) storm_until = s + 0.3;
    float x = static_cast<float>(std::sin(2 * s));
    if (s < storm_until) x = unit(random) < 0.5 ? kNaN : -1e30f;
    if (i % 2 == 0 && s >= gap_until && unit(random) > 0.3) d.packet(s, &x);
    const float y = at(d, s);
    ASSERT_TRUE(player.frame({&y, 1}));
    const float level = player.output("values")[0];
    ASSERT_TRUE(level >= 0 && level <= 1) << level << " at " << s;
    if (i > 0) {
      ASSERT_LE(std::abs(level - before), 3 * static_cast<float>(kFrame_s) + 1e-6f) << "at " << s;
    }
    before = level;
    least = std::min(least, level);
    most = std::max(most, level);
  }
  EXPECT_LT(least, 0.2f);
  EXPECT_GT(most, 0.8f);
}

}  // namespace
}  // namespace partials::motion
