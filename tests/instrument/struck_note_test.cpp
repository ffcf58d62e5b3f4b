// SPDX-License-Identifier: MIT
// Guards against: a plucked note that sustains at medium velocities, neighbouring keys that decay
// differently, and a released key that keeps ringing.
#include "families/instrument/struck_note.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "families/instrument/performer.h"
#include "families/instrument/played_notes.h"

namespace partials {
namespace {

NoteArticulation shape(float midi, float peak_db, float fall_db_per_s) {
  NoteArticulation n;
  n.pitch_midi = midi;
  n.sustain_db = peak_db;
  n.attack_db = {-60, -20, 0};
  n.attack_cents = {0};
  for (int i = 0; i < 40; ++i) n.decay_db.push_back(-fall_db_per_s * static_cast<float>(i * kDecayHopS));
  return n;
}

Articulations book() { return {{shape(48, -20, 10), shape(60, -24, 20)}}; }

Performer player_of(const PlayedNotes& notes) {
  Performer p;
  p.prepare(notes.book(), notes.manner(), {}, 0.004, {});
  return p;
}

TEST(StruckNote, DiesAwayBetweenItsNeighbours) {
  const Articulations recorded = book();
  const PlayedNotes played(recorded, {});
  const NoteBook& notes = played.book();
  StruckNote s;
  s.start(notes.notes, 54);
  EXPECT_NEAR(s.level_db(1.008, 1), -15, 0.1);
  EXPECT_NEAR(s.level_db(4.008, 1), -60, 1);  // beyond what was recorded
  s.start(notes.notes, 30);
  EXPECT_NEAR(s.level_db(1.008, 1), -10, 0.1);
  s.start(notes.notes, 90);
  EXPECT_NEAR(s.level_db(1.008, 1), -20, 0.1);
  EXPECT_LT(s.damping_db(0.16), -39);
}

TEST(StruckNote, EveryVelocityFallsAlike) {
  const Articulations recorded = book();
  const PlayedNotes notes(recorded, {});
  for (const float velocity : {0.25f, 0.5f, 0.75f, 1.f}) {
    Performer p = player_of(notes);
    p.start(54, velocity, 7);
    std::vector<float> db;
    for (int i = 0; i < 600; ++i) db.push_back(p.next({}).loudness_db);
    EXPECT_NEAR(db[50] - db[300], 15, 1) << velocity;
    EXPECT_NEAR(db[300] - db[550], 15, 1) << velocity;
  }
}

TEST(StruckNote, AHardStrokeIsBrighterWhereOneDynamicWasRecorded) {
  const Articulations recorded = book();
  const PlayedNotes notes(recorded, {});
  Performer p = player_of(notes);
  p.start(54, 0.25f, 7);
  const float soft = p.tilt_db();
  p.start(54, 1, 7);
  EXPECT_GT(p.tilt_db(), soft + 2);
}

TEST(StruckNote, AKeyLetGoDamps) {
  const Articulations recorded = book();
  const PlayedNotes notes(recorded, {});
  Performer p = player_of(notes);
  p.start(54, 0.75f, 7);
  float before = 0;
  for (int i = 0; i < 100; ++i) before = p.next({}).loudness_db;
  p.release();
  float after = 0;
  for (int i = 0; i < 50; ++i) after = p.next({}).loudness_db;
  EXPECT_LT(after, before - 40);
  for (int i = 0; i < 200 && !p.ended(); ++i) p.next({});
  EXPECT_TRUE(p.ended());
}

}  // namespace
}  // namespace partials
