// SPDX-License-Identifier: MIT
// Packets with uneven times as even frames: lines, holds, drop-outs, and nothing from the future.
#include "families/motion/uneven_frames.h"

#include <gtest/gtest.h>

#include <cmath>

#include "families/motion/even_take.h"
#include "support/alloc_counter.h"

using namespace partials::motion;

PARTIALS_COUNT_ALLOCATIONS

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

UnevenFrames prepared(double hop_s = 0.01, const std::vector<float>& rest = {}) {
  UnevenFrames frames;
  frames.prepare(2, hop_s, rest);
  return frames;
}

void push(UnevenFrames& frames, double time_s, float a, float b = 0) {
  const float values[] = {a, b};
  frames.push(time_s, values);
}

float first_at(const UnevenFrames& frames, double time_s) {
  float out[2];
  frames.frame(time_s, out);
  return out[0];
}

}  // namespace

TEST(UnevenFrames, AFrameLiesOnTheLineBetweenItsPackets) {
  UnevenFrames frames = prepared();
  push(frames, 0.000, 0);
  push(frames, 0.012, 12);
  float out[2];
  const FrameAge age = frames.frame(0.013, out);
  EXPECT_NEAR(out[0], 3, 1e-5);  // the movement at 3 ms, one hop of 10 ms before
  EXPECT_NEAR(age.age_s, 0.001, 1e-12);
  EXPECT_NEAR(age.gap_s, 0.012, 1e-12);
  EXPECT_FALSE(age.is_held);
}

TEST(UnevenFrames, ALatePacketIsWaitedForWithTheNewestValue) {
  UnevenFrames frames = prepared();
  push(frames, 0.00, 1);
  push(frames, 0.01, 2);
  float out[2];
  const FrameAge age = frames.frame(0.5, out);
  EXPECT_EQ(out[0], 2);
  EXPECT_TRUE(age.is_held);
  EXPECT_NEAR(age.age_s, 0.49, 1e-12);
}

TEST(UnevenFrames, BeforeTheFirstPacketThereIsRest) {
  const UnevenFrames frames = prepared(0.01, {0.5f, -1});
  float out[2];
  EXPECT_TRUE(std::isinf(frames.frame(1, out).age_s));
  EXPECT_EQ(out[0], 0.5f);
  EXPECT_EQ(out[1], -1);
}

TEST(UnevenFrames, RepeatedAndBackwardStampsAreDroppedAndCounted) {
  UnevenFrames frames = prepared();
  push(frames, 1.00, 1);
  push(frames, 1.00, 9);
  push(frames, 0.99, 9);
  push(frames, std::nan(""), 9);
  push(frames, std::numeric_limits<double>::infinity(), 9);
  EXPECT_EQ(frames.counts().backward_in_a_row, 3u);
  push(frames, 1.01, 2);
  EXPECT_EQ(frames.counts().taken, 2u);
  EXPECT_EQ(frames.counts().repeated, 1u);
  EXPECT_EQ(frames.counts().backward, 3u);
  EXPECT_EQ(frames.counts().backward_in_a_row, 0u);
  EXPECT_EQ(first_at(frames, 2), 2);
}

TEST(UnevenFrames, WhatIsNotMeasuredKeepsItsValueForItsChannelAlone) {
  UnevenFrames frames = prepared();
  push(frames, 0.00, 1, 10);
  push(frames, 0.01, kNan, 20);
  push(frames, 0.02, std::numeric_limits<float>::infinity(), 30);
  float out[2];
  frames.frame(0.05, out);
  EXPECT_EQ(out[0], 1);
  EXPECT_EQ(out[1], 30);
  EXPECT_NEAR(frames.age_of_channel_s(0, 0.05), 0.05, 1e-12);
  EXPECT_NEAR(frames.age_of_channel_s(1, 0.05), 0.03, 1e-12);
  push(frames, 0.06, 7, 30);
  EXPECT_EQ(first_at(frames, 0.08), 7);
}

TEST(UnevenFrames, ManyPacketsInAHopAreMoreThanAreRemembered) {
  UnevenFrames frames = prepared(1.0);
  for (int n = 0; n < 1000; ++n) push(frames, n * 0.01, static_cast<float>(n));
  EXPECT_EQ(first_at(frames, 10.0), 936);  // the oldest that is remembered
  EXPECT_EQ(first_at(frames, 10.5), 950);
}

TEST(UnevenFrames, FramesNeverDependOnLaterPackets) {
  UnevenFrames live = prepared();
  std::vector<float> early;
  Take take;
  take.channels = {{"x", ""}, {"y", ""}};
  for (int n = 0; n < 200; ++n) {
    take.times_s.push_back(n * 0.013 + 0.004 * std::sin(n));
    take.values.insert(take.values.end(), {std::sin(0.1f * static_cast<float>(n)), 1});
  }
  const Take whole = even_take(take, 0.01);
  Take half = take;
  half.times_s.resize(100);
  half.values.resize(200);
  const Take part = even_take(half, 0.01);
  for (size_t n = 0; n < 125; ++n) EXPECT_EQ(whole.frame(n)[0], part.frame(n)[0]) << n;
}

TEST(UnevenFrames, AnEvenTakeShowsTheMovementOneHopEarlierWithItsLabels) {
  Take take;
  take.channels = {{"x", ""}};
  take.times_s = {10.0, 10.1, 10.3};
  take.values = {0, 1, 3};
  take.labels = {"a", "b", "c"};
  const Take even = even_take(take, 0.1);
  ASSERT_EQ(even.frames(), 5u);
  EXPECT_EQ(even.labels, (std::vector<std::string>{"a", "a", "b", "b", "c"}));
  EXPECT_NEAR(even.values[2], 1, 1e-6);
  EXPECT_NEAR(even.values[3], 2, 1e-5);
  EXPECT_NEAR(even.values[4], 3, 1e-5);
  EXPECT_EQ(even_take(Take{}, 0.1).frames(), 0u);
}

TEST(UnevenFrames, NothingIsAllocatedWhilePlaying) {
  UnevenFrames frames = prepared();
  float values[] = {1, kNan}, out[2];
  const partials::test::NoAllocation watched;
  for (int n = 0; n < 1000; ++n) {
    frames.push(n * 0.011, values);
    frames.frame(n * 0.011, out);
  }
  frames.reset();
  EXPECT_EQ(watched.count(), 0);
}
