// SPDX-License-Identifier: MIT
// Guards against: advice to record notes that the model knows, that leaves a gap between them and the trained
// range, or that one stray note decides.
#include "families/instrument/record_next.h"

#include <gtest/gtest.h>

#include "families/instrument/played_notes.h"
#include "families/instrument/recorded_range.h"

namespace partials {
namespace {

const TrainedRange kKnown{130.8f, 523.3f, -40, -12, -20};  // C3 to C5

void put(NoteTally& t, int key, PlayedLevel level, uint32_t n) {
  t.outside[static_cast<size_t>(key)][static_cast<size_t>(level)] = n;
  t.notes += n;
}

TEST(RecordNext, NothingOutsideNothingToRecord) {
  NoteTally t;
  t.notes = 40;
  const RecordNext next = record_next(t, kKnown);
  EXPECT_EQ(next.notes, 40u);
  EXPECT_EQ(next.outside, 0u);
  EXPECT_TRUE(next.record.empty());
}

TEST(RecordNext, NotesBelowReachUpToTheTrainedRange) {
  NoteTally t;
  put(t, 45, PlayedLevel::within, 57);
  put(t, 43, PlayedLevel::softer, 31);
  put(t, 30, PlayedLevel::within, 1);  // one stray note
  const RecordNext next = record_next(t, kKnown);
  ASSERT_EQ(next.record.size(), 1u);
  EXPECT_EQ(text_of(next.record[0]), "G2 to B2");
  EXPECT_EQ(next.below.count, 89u);
  EXPECT_EQ(next.below.keys[0].key, 45);
  EXPECT_EQ(next.outside, 89u);
}

TEST(RecordNext, ManyKeysPlayedAlikeAreNoStrays) {
  NoteTally t;
  for (int key = 73; key < 113; ++key) put(t, key, PlayedLevel::within, 5);
  const RecordNext next = record_next(t, kKnown);
  ASSERT_EQ(next.record.size(), 1u);
  EXPECT_EQ(text_of(next.record[0]), "C#5 to E8");
}

TEST(RecordNext, LevelsAndSidesComeByHowOftenTheyWerePlayed) {
  NoteTally t;
  put(t, 50, PlayedLevel::softer, 20);
  put(t, 53, PlayedLevel::softer, 10);
  put(t, 60, PlayedLevel::louder, 4);
  put(t, 76, PlayedLevel::softer, 40);
  const RecordNext next = record_next(t, kKnown);
  ASSERT_EQ(next.record.size(), 3u);
  EXPECT_EQ(text_of(next.record[0]), "C#5 to E5, soft");
  EXPECT_EQ(text_of(next.record[1]), "D3 to F3, soft");
  EXPECT_EQ(text_of(next.record[2]), "C4, loud");
}

TEST(RecordedRange, HeldNotesAreJudgedByAllRecordedLoudness) {
  Articulations notes;
  notes.notes = {{}};
  notes.notes[0].sustain_db = -8;  // louder than 95 % of what was heard
  const PlayedNotes played(notes, kKnown);
  RecordedRange range;
  range.prepare(kKnown, notes, played.manner());
  EXPECT_EQ(range.level_of(60, -20), PlayedLevel::within);
  EXPECT_EQ(range.level_of(60, -42), PlayedLevel::within);
  EXPECT_EQ(range.level_of(60, -44), PlayedLevel::softer);
  EXPECT_EQ(range.level_of(60, -6), PlayedLevel::within);
  EXPECT_EQ(range.level_of(60, -4), PlayedLevel::louder);
}

TEST(RecordedRange, StruckNotesAreJudgedByTheirStrokes) {
  Articulations notes;
  for (int i = 0; i < 5; ++i) {
    NoteArticulation n;
    n.pitch_midi = static_cast<float>(50 + 4 * i);
    n.sustain_db = static_cast<float>(-10 + i % 2);
    n.decay_db = {0, -10, -20, -30};
    notes.notes.push_back(n);
  }
  const PlayedNotes played(notes, kKnown);
  RecordedRange range;
  range.prepare(kKnown, notes, played.manner());
  EXPECT_EQ(range.level_of(54, -10), PlayedLevel::within);
  EXPECT_EQ(range.level_of(54, -25), PlayedLevel::softer) << "decays reach it, strokes do not";
  EXPECT_EQ(range.level_of(54, 0), PlayedLevel::louder);
}

}  // namespace
}  // namespace partials
