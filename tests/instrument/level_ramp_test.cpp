// SPDX-License-Identifier: MIT
// Guards against: volume, expression, pressure and pan of a note that take effect frames after their event,
// or that click.
#include <gtest/gtest.h>

#include <cmath>

#include "families/instrument/instrument.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kTotal = 24000, kMs = kRate / 1000;

struct Stereo {
  std::vector<float> left = std::vector<float>(kTotal), right = std::vector<float>(kTotal);
};

// One note, held, and one event.
Stereo play(Event e, int at, const std::vector<int>& blocks = {256}) {
  const Model model = test::tiny_model();
  Instrument player;
  EXPECT_TRUE(player.prepare(model, kRate, 256, {}));
  Event on;
  on.kind = EventKind::note_on;
  on.key = 69;
  on.value = 0.8f;
  player.event(on);
  Stereo s;
  size_t b = 0;
  for (int done = 0; done < kTotal;) {
    if (done == at) player.event(e);
    int n = std::min(blocks[b++ % blocks.size()], kTotal - done);
    if (done < at) n = std::min(n, at - done);
    player.render(s.left.data() + done, s.right.data() + done, n);
    done += n;
  }
  return s;
}

Event touch(EventKind kind, float value) {
  Event e;
  e.kind = kind;
  e.value = value;
  return e;
}

double level_db(const std::vector<float>& x, const std::vector<float>& reference, int from, int to) {
  double a = 0, b = 0;
  for (auto i = static_cast<size_t>(from); i < static_cast<size_t>(to); ++i) {
    a += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    b += static_cast<double>(reference[i]) * static_cast<double>(reference[i]);
  }
  return 10 * std::log10(a / b);
}

double steepest(const std::vector<float>& x, int from, int to) {
  double most = 0;
  for (auto i = static_cast<size_t>(from); i < static_cast<size_t>(to); ++i)
    most = std::max(most, std::fabs(static_cast<double>(x[i + 1] - x[i])));
  return most;
}

TEST(LevelRamp, AnEventIsHeardFromItsOwnSampleOnWithoutAClick) {
  const Stereo plain = play(touch(EventKind::volume, 1), 0);
  for (const int at : {12000, 12001, 12050, 12100, 12150, 12191})  // all over a frame of 192 samples
    for (const auto& [e, db] : {std::pair(touch(EventKind::volume, 0.25f), -12.04),
                                {touch(EventKind::expression, 0.5f), -12.04},
                                {touch(EventKind::pressure, 1), 9.0}}) {
      const Stereo s = play(e, at);
      EXPECT_TRUE(std::equal(s.left.begin(), s.left.begin() + at, plain.left.begin()));
      EXPECT_NE(s.left[static_cast<size_t>(at + 1)], plain.left[static_cast<size_t>(at + 1)]);
      // a millisecond later it is there
      EXPECT_NEAR(level_db(s.left, plain.left, at + kMs, at + 3 * kMs), db, 1.5) << at;
      // and stays while the model follows
      EXPECT_NEAR(level_db(s.left, plain.left, at + 3 * kMs, at + 12 * kMs), db, 3) << at;
      EXPECT_NEAR(level_db(s.left, plain.left, at + 50 * kMs, at + 90 * kMs), db, 1.5) << at;
      EXPECT_LT(steepest(s.left, at, at + 2 * kMs), 1.3 * std::max(1.0, std::pow(10, db / 20)) *
                                                        steepest(plain.left, at - 10 * kMs, at + 10 * kMs))
          << at;
    }
}

TEST(LevelRamp, PanMovesFromItsOwnSampleOnWithoutAClick) {
  const Stereo plain = play(touch(EventKind::pan, 0.5f), 0), s = play(touch(EventKind::pan, 0), 12050);
  EXPECT_TRUE(std::equal(s.left.begin(), s.left.begin() + 12050, plain.left.begin()));
  EXPECT_LT(level_db(s.right, plain.right, 12050 + kMs, 12050 + 3 * kMs), -100);
  EXPECT_NEAR(level_db(s.left, plain.left, 12050 + kMs, 12050 + 3 * kMs), 3.01, 0.01);
  EXPECT_LT(steepest(s.right, 12050, 12050 + kMs), 1.3 * steepest(plain.right, 11000, 13000));
}

TEST(LevelRamp, DoesNotDependOnBlocks) {
  const Event e = touch(EventKind::volume, 0.1f);
  const Stereo once = play(e, 12077);
  for (const auto& blocks : {std::vector<int>{1}, {7}, {1, 100, 3, 64}}) {
    const Stereo s = play(e, 12077, blocks);
    EXPECT_TRUE(s.left == once.left && s.right == once.right) << blocks[0];
  }
}

TEST(LevelRamp, WhatRestsIsLeftAsItIs) {
  LevelRamp r;
  r.want(0.5f, 48);
  r.frame(0.5f, 192);
  EXPECT_TRUE(r.still());
  r.want(0.125f, 48);
  for (int i = 0; i < 100; ++i) (void)r.next();
  r.frame(0.125f, 192);
  for (int i = 0; i < 192; ++i) EXPECT_LE(r.next(), 1);
  EXPECT_TRUE(r.still());
  EXPECT_EQ(r.next(), 1);
}

}  // namespace
}  // namespace partials
