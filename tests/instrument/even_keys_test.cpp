// SPDX-License-Identifier: MIT
// Guards against: one key that is 20 dB louder the next time, keys that differ from their neighbours because
// of one recording, a variation that cannot be turned off, a struck instrument that is played like a wind
// instrument.
#include <gtest/gtest.h>

#include <cmath>

#include "families/instrument/instrument_model.h"
#include "support/fast_run.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

// Recordings that do not agree: level, attack, drift and fluctuation differ from note to note, two at each
// pitch.
Articulations uneven_book() {
  Articulations book;
  for (int i = 0; i < 16; ++i) {
    NoteArticulation n;
    n.pitch_midi = static_cast<float>(60 + 3 * (i / 2));
    n.sustain_db = i == 7 ? -48.f : -20 + 0.2f * static_cast<float>(i % 3);
    for (int j = 0; j < 75; ++j)
      n.attack_db.push_back(i % 2 ? std::min(10.f, -40 + 1.2f * static_cast<float>(j))
                                  : 6 - 0.1f * static_cast<float>(j));
    n.attack_cents.assign(75, 0.f);
    n.wander_db = i % 2 ? 3.f : 1.f;
    n.wander_s = i % 3 ? 0.03f : 1.5f;
    n.drift_db_per_s = i == 3 ? -9.f : -1.f;
    book.notes.push_back(n);
  }
  return book;
}

Model uneven_model() {
  Model m = test::tiny_model();
  edit_instrument_part(m).notes = uneven_book();
  return m;
}

TEST(EvenKeys, OneKeySixteenTimesIsAsLoud) {
  const Model m = uneven_model();
  for (const int key : {40, 60, 64, 70, 81, 90})
    for (const double length_s : {0.06, 0.4})
      EXPECT_LT(fast_run::spread_db(m, key, length_s, 0.08), 4) << "key " << key << ", " << length_s << " s";
}

TEST(EvenKeys, WithoutWanderTheyAreAlike) {
  const Model m = uneven_model();
  std::vector<fast_run::Note> notes;
  for (int i = 0; i < 8; ++i) notes.push_back({0.1 + 0.4 * i, 0.2, 66});
  auto still = neutral_macros();
  still[6] = 0;
  ASSERT_STREQ(kMacroTable[6].id, "wander");
  const auto spread = [&](const std::array<float, kMacros>& macros) {
    const auto x = fast_run::play(m, notes, {}, 96, macros);
    double least = 1e9, most = -1e9;
    for (const auto& n : notes) {
      least = std::min(least, fast_run::level_db(x, n.start_s, 0.2));
      most = std::max(most, fast_run::level_db(x, n.start_s, 0.2));
    }
    return most - least;
  };
  EXPECT_LT(spread(still), 0.5);
  EXPECT_GT(spread(neutral_macros()), spread(still) + 0.1) << "as learned, notes differ a little";
}

TEST(EvenKeys, OneRecordingBendsNoCurve) {
  Manner m;
  m.prepare(uneven_book(), {});
  for (float key = 55; key < 95; key += 0.5f) {
    EXPECT_NEAR(m.level_db(key), -20, 1.5) << key;
    EXPECT_NEAR(m.level_db(key), m.level_db(key + 1), 0.5) << key;
    EXPECT_NEAR(std::log2(m.attack_s(key + 1) / m.attack_s(key)), 0, 0.3) << key;
  }
  EXPECT_FALSE(m.struck()) << "one note that falls makes no piano";
}

TEST(EvenKeys, LevelFollowsWhatWasPlayedOverTheKeyboard) {
  Articulations book;
  for (int i = 0; i < 12; ++i) {
    NoteArticulation n;
    n.pitch_midi = static_cast<float>(48 + 4 * i);
    n.sustain_db = -30 + static_cast<float>(i);
    book.notes.push_back(n);
  }
  Manner m;
  m.prepare(book, {});
  EXPECT_NEAR(m.level_db(84) - m.level_db(60), 6, 1.5);
}

// As harps and pianos are played: each falls as its recording did, and rings as long when the key is let go.
TEST(EvenKeys, WhatIsStruckIsPlayedAsItWasRecorded) {
  Articulations book = uneven_book();
  for (NoteArticulation& n : book.notes) {
    n.sustain_db = -20;
    n.drift_db_per_s = -10;
    n.wander_db = 0;
    n.attack_db.assign(75, 5.f);
    n.release_db.clear();
    for (int i = 0; i < 100; ++i) n.release_db.push_back(-0.2f * static_cast<float>(i));
  }
  const PlayedNotes notes(book, {});
  ASSERT_TRUE(notes.manner().struck());
  Performer p;
  p.prepare(notes.book(), notes.manner(), {}, 0.004, {});
  p.start(66, 0.75f, 1, {.chord_s = 0.05f, .note_s = 0.05f});
  const auto after = [&](int frames) {
    float db = 0;
    for (int i = 0; i < frames; ++i) db = p.next({}).loudness_db;
    return db;
  };
  EXPECT_NEAR(after(50), notes.manner().level_db(66) + 5, 0.5);
  after(200);
  const float at_1_s = after(1);
  EXPECT_NEAR(after(250) - at_1_s, -10, 0.5);
  p.release();
  const float let_go = after(1);
  EXPECT_NEAR(after(50) - let_go, -10, 0.5) << "0.2 dB every 4 ms, as recorded";
}

TEST(Tempo, AChordIsNoRun) {
  Tempo t;
  t.prepare(48000);
  EXPECT_EQ(t.strike(0).chord_s, Pace::kSlow) << "nobody knows what follows";
  for (const int64_t sample : {24000, 24010, 24400})
    EXPECT_NEAR(t.strike(sample).chord_s, 0.5, 1e-6) << "its notes have the tempo of the first";
  EXPECT_NEAR(t.strike(28000).chord_s, 4000 / 48000.0, 1e-6);
  EXPECT_NEAR(t.pace().note_s, 3600 / 48000.0, 1e-6);
}

TEST(Tempo, DoesNotDependOnTheBlocksOfAHost) {
  const Model m = uneven_model();
  std::vector<float> first;
  for (const int block : {4000, 1, 77}) {
    Instrument engine;
    ASSERT_TRUE(engine.prepare(m, 48000, 512, {}));
    std::vector<float> out(20000);
    for (int note = 0; note < 5; ++note) {
      engine.midi(0x90, static_cast<uint8_t>(62 + note), 90);
      for (int at = 0; at < 4000; at += block) {
        if (at <= 3000 && at + block > 3000) {  // let go at that sample
          engine.render(out.data() + 4000 * note + at, 3000 - at);
          engine.midi(0x80, static_cast<uint8_t>(62 + note), 0);
          engine.render(out.data() + 4000 * note + 3000, std::min(at + block, 4000) - 3000);
        } else {
          engine.render(out.data() + 4000 * note + at, std::min(block, 4000 - at));
        }
      }
    }
    if (first.empty()) first = out;
    EXPECT_EQ(out, first) << "blocks of " << block;
  }
}

}  // namespace
}  // namespace partials
