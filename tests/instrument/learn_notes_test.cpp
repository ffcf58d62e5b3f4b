// SPDX-License-Identifier: MIT
// Guards against: a note that sustains after its key is released, because the recorded player changed the bow
// there and did not stop.
#include "families/instrument/train/learn_notes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace partials {
namespace {

constexpr double kHopS = 0.004;

// A second of A4, then what follows it, in frames of 4 ms.
Clip note_then(const std::vector<float>& after_db, float after_hz) {
  Clip c;
  c.loudness_db.assign(250, -20.f);
  c.f0_hz.assign(250, 440.f);
  for (const float db : after_db) {
    c.loudness_db.push_back(db);
    c.f0_hz.push_back(after_hz);
  }
  c.confidence.assign(c.f0_hz.size(), 1.f);
  return c;
}

std::vector<float> fall(float to_db, int frames) {
  std::vector<float> out;
  for (int i = 1; i <= frames; ++i)
    out.push_back(-20.f + (to_db + 20.f) * static_cast<float>(i) / static_cast<float>(frames));
  return out;
}

TEST(LearnNotes, ATurnOfTheBowIsNoRelease) {
  const Articulations book = learn_notes({note_then(std::vector<float>(200, -21.f), 660.f)}, kHopS);
  ASSERT_EQ(book.notes.size(), 2u);
  // the second is cut off by the file's end
  for (const NoteArticulation& n : book.notes) EXPECT_TRUE(n.release_db.empty()) << n.pitch_midi;
}

TEST(LearnNotes, AReleaseEndsWhereTheNextNoteBegins) {
  std::vector<float> after = fall(-70, 50);
  after.insert(after.end(), 100, -20.f);
  Clip c = note_then(after, 0.f);
  std::fill(c.f0_hz.begin() + 300, c.f0_hz.end(), 660.f);
  const Articulations book = learn_notes({c}, kHopS);
  ASSERT_FALSE(book.notes.empty());
  const std::vector<float>& release = book.notes[0].release_db;
  ASSERT_GE(release.size(), 40u);
  EXPECT_LE(release.size(), 52u);
  EXPECT_TRUE(std::is_sorted(release.rbegin(), release.rend()));
  EXPECT_LT(release.back(), -40);
}

TEST(LearnNotes, AScoopArrivesAtTheHeldPitch) {
  Clip c = note_then(fall(-70, 50), 0.f);
  // 80 cents flat for longer than an attack lasts
  std::fill(c.f0_hz.begin(), c.f0_hz.begin() + 80, 440.f * std::exp2(-80.f / 1200));
  const Articulations book = learn_notes({c}, kHopS);
  ASSERT_FALSE(book.notes.empty());
  const std::vector<float>& cents = book.notes[0].attack_cents;
  EXPECT_NEAR(cents[cents.size() / 4], -80, 1);
  EXPECT_NEAR(cents.back(), 0, 0.01);
  for (size_t i = 1; i < cents.size(); ++i)
    EXPECT_LT(std::fabs(cents[i] - cents[i - 1]), 81.f / static_cast<float>(cents.size() / 4)) << i;
}

}  // namespace
}  // namespace partials
