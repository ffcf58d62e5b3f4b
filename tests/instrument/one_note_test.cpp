// SPDX-License-Identifier: MIT
// Guards against: expressions of one note that reach another, or do not reach their own. Two notes play; the
// second is panned to the left, so that the right channel is the first note alone, which must not change by a
// bit.
#include <gtest/gtest.h>

#include <cmath>

#include "families/instrument/instrument.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kFrames = 14400;

Event of_note(EventKind kind, int id, float value, int index = 0) {
  Event e;
  e.kind = kind;
  e.note_id = id;
  e.value = value;
  e.index = index;
  if (kind == EventKind::note_on) {
    e.channel = 0;
    e.key = static_cast<int16_t>(id == 1 ? 64 : 76);
  }
  return e;
}

struct Stereo {
  std::vector<float> left, right;
};
Stereo play(const std::vector<Event>& more) {
  static const Model model = test::tiny_model();
  Instrument p;
  EXPECT_TRUE(p.prepare(model, kRate, 512, {}));
  p.event(of_note(EventKind::note_on, 1, 0.7f));
  p.event(of_note(EventKind::note_on, 2, 0.7f));
  p.event(of_note(EventKind::pan, 2, 0));
  for (const Event& e : more) p.event(e);
  Stereo s{std::vector<float>(kFrames), std::vector<float>(kFrames)};
  p.render(s.left.data(), s.right.data(), kFrames);
  return s;
}
double rms(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::pow(static_cast<double>(a[i]) - b[i], 2);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

TEST(OneNote, ExpressionsChangeTheirNoteOnly) {
  const Stereo plain = play({});
  const std::vector<float> silence(kFrames);
  EXPECT_GT(rms(plain.right, silence), 1e-3);
  const Event each[] = {of_note(EventKind::tuning, 2, 0.5f),        of_note(EventKind::volume, 2, 0.25f),
                        of_note(EventKind::expression, 2, 0.4f),    of_note(EventKind::vibrato, 2, 1),
                        of_note(EventKind::brightness, 2, 1),       of_note(EventKind::pressure, 2, 1),
                        of_note(EventKind::modulation, 2, 0.5f, 1), of_note(EventKind::choke, 2, 0)};
  for (const Event& e : each) {
    const Stereo s = play({e});
    EXPECT_EQ(s.right, plain.right) << "kind " << static_cast<int>(e.kind);
    EXPECT_GT(rms(s.left, plain.left), 1e-4) << "kind " << static_cast<int>(e.kind);
  }
}

TEST(OneNote, APanMovesItsNoteAndKeepsItsPower) {
  const Stereo plain = play({of_note(EventKind::choke, 2, 0)}),
               right = play({of_note(EventKind::choke, 2, 0), of_note(EventKind::pan, 1, 1)});
  const std::vector<float> silence(kFrames);
  const auto tail = [](const std::vector<float>& x) {
    return std::vector<float>(x.begin() + kFrames / 2, x.end());
  };
  EXPECT_LT(rms(tail(right.left), tail(silence)), 1e-6);
  EXPECT_NEAR(rms(tail(right.right), tail(silence)) / rms(tail(plain.right), tail(silence)), std::sqrt(2.0),
              1e-3);
}

TEST(OneNote, ModulationOfAllReachesAll) {
  Event all = of_note(EventKind::modulation, -1, 0.4f, 1);
  EXPECT_NE(play({all}).right, play({}).right);
}

TEST(OneNote, WhatNamesNoNoteThatSoundsChangesNothing) {
  const Stereo plain = play({}), s = play({of_note(EventKind::tuning, 3, 1)});
  EXPECT_EQ(s.left, plain.left);
  EXPECT_EQ(s.right, plain.right);
}

}  // namespace
}  // namespace partials
