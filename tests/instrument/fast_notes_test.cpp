// SPDX-License-Identifier: MIT
// Guards against: fast notes that end before their attack is over, releases as long as the recorded room's,
// slurs that are glissandi, repeated keys that differ, neighbouring keys of different loudness, and an Attack
// macro without effect.
#include <gtest/gtest.h>

#include <cmath>

#include "families/instrument/instrument_model.h"
#include "support/fast_run.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr double kHopS = 0.004;

// A recorded note that needs attack_s to 6 dB below its held level, and rings for release_s down to -40 dB.
NoteArticulation slow_note(float pitch_midi, double attack_s, double release_s) {
  NoteArticulation n;
  n.pitch_midi = pitch_midi;
  n.sustain_db = -20;
  const int rise = static_cast<int>(attack_s / kNoteHopS);
  for (int i = 0; i < 75; ++i)
    n.attack_db.push_back(i < rise ? -40 + 34.f * static_cast<float>(i) / static_cast<float>(rise)
                                   : std::min(0.f, -6 + 0.5f * static_cast<float>(i - rise)));
  n.attack_cents.assign(75, 0.f);
  for (int i = 0; i < static_cast<int>(release_s / kNoteHopS); ++i)
    n.release_db.push_back(static_cast<float>(-40 * i * kNoteHopS / release_s));
  return n;
}

Articulations slow_book() {
  Articulations book;
  for (int key = 60; key <= 84; key += 6) book.notes.push_back(slow_note(static_cast<float>(key), 0.2, 0.75));
  return book;
}

const Model& slow_model() {
  static const Model m = [] {
    Model made = test::tiny_model();
    edit_instrument_part(made).notes = slow_book();
    return made;
  }();
  return m;
}

struct Played {
  Performer performer;
  explicit Played(const Articulations& book, const Envelope& envelope = {}) : book_(book), notes_(book_, {}) {
    performer.prepare(notes_.book(), notes_.manner(), {}, kHopS, envelope);
  }
  float after(double seconds) {
    for (int i = 0; i < std::lround(seconds / kHopS); ++i) frame_ = performer.next({});
    return frame_.loudness_db;
  }
  double cents_from(float pitch_midi) const {
    return 1200 * std::log2(frame_.f0_hz / 440) - 100 * (pitch_midi - 69);
  }

 private:
  Articulations book_;
  PlayedNotes notes_;
  FrameControls frame_;
};

constexpr Pace pace(float seconds) { return {seconds, seconds}; }

// Seconds until a note has risen to 6 dB below where it stays.
double rise_s(const Articulations& book, float velocity = 0.75f, const Pace& before = {}, float scale = 1,
              const Envelope& envelope = {}) {
  Played p(book, envelope);
  p.performer.start(72, velocity, 1, before, scale);
  std::vector<float> db;
  for (int i = 0; i < 500; ++i) db.push_back(p.after(kHopS));
  size_t at = 0;
  while (db[at] < db.back() - 6) ++at;
  return static_cast<double>(at) * kHopS;
}

// Seconds until a note let go has fallen by so much.
double fall_s(const Articulations& book, float by_db, const Pace& before = {}) {
  Played p(book);
  p.performer.start(72, 0.75f, 1, before);
  const float held = p.after(0.5);
  p.performer.release(before);
  double s = 0;
  for (; s < 2 && p.after(kHopS) > held - by_db; s += kHopS) {
  }
  return s;
}

TEST(FastNotes, ReachTheirLevelFromTheFirstOn) {
  const auto notes = fast_run::scale(slow_model(), 0.075);
  const auto x = fast_run::play(slow_model(), notes);
  const auto held = fast_run::held_levels_db(slow_model(), 60, 84);
  for (const auto& n : notes)
    EXPECT_GT(fast_run::level_db(x, n.start_s, n.length_s), held[static_cast<size_t>(n.key)] - 6)
        << n.start_s << " s, key " << n.key;
}

TEST(FastNotes, SpeakSoonerTheFasterTheyFollow) {
  const double slow = rise_s(slow_book()), fast = rise_s(slow_book(), 0.75f, pace(0.083f)),
               faster = rise_s(slow_book(), 0.75f, pace(0.03f));
  EXPECT_LT(slow, 0.05) << "though the recorded player took 0.2 s";
  EXPECT_GT(slow, 0.02);
  EXPECT_LT(fast, slow);
  EXPECT_LT(faster, fast);
}

TEST(FastNotes, WhatSpokeSlowlyStillSpeaksLaterAndSoftKeysDoToo) {
  Articulations quick = slow_book();
  for (NoteArticulation& n : quick.notes) n = slow_note(n.pitch_midi, 0.02, 0.75);
  EXPECT_LT(rise_s(quick), rise_s(slow_book()) - 0.008);
  EXPECT_GT(rise_s(slow_book(), 0.1f), rise_s(slow_book(), 1) + 0.004);
}

TEST(FastNotes, AttackMakesThemQuickerAndSlower) {
  const double usual = rise_s(slow_book());
  EXPECT_LT(rise_s(slow_book(), 0.75f, {}, 0.25f), usual / 2);
  EXPECT_GT(rise_s(slow_book(), 0.75f, {}, 4), 3 * usual);
  EXPECT_LT(rise_s(slow_book(), 0.75f, {}, 1, {.attack_s = 0.01f}), usual / 2);
  EXPECT_NEAR(rise_s(slow_book(), 0.75f, {}, 1, {.attack_s = 0.4f}), 0.2, 0.02) << "straight in amplitude";
}

TEST(FastNotes, TheAttackMacroReachesThem) {
  const std::vector<fast_run::Note> note{{0.1, 0.5, 72}};
  const auto beginning = [&](float unit) {
    auto macros = neutral_macros();
    macros[8] = unit;
    return fast_run::level_db(fast_run::play(slow_model(), note, {}, 96, macros), 0.1, 0.03);
  };
  EXPECT_STREQ(kMacroTable[8].id, "attack");
  EXPECT_GT(beginning(0), beginning(0.5f) + 3);
  EXPECT_LT(beginning(1), beginning(0.5f) - 3);
}

TEST(Releases, AreBoundedAndTheRoomIsNotReplayed) {
  EXPECT_LT(fall_s(slow_book(), 40), 0.25) << "recorded: 0.75 s";
  EXPECT_LT(fall_s(slow_book(), 20, pace(0.083f)), 0.04);
}

TEST(Releases, AreLearnedWithinTheirBounds) {
  Articulations quick = slow_book();
  for (NoteArticulation& n : quick.notes) n = slow_note(n.pitch_midi, 0.2, 0.08);
  EXPECT_LT(fall_s(quick, 20), fall_s(slow_book(), 20) / 2);
}

TEST(Releases, ANewNoteShortensThoseOfNotesBefore) {
  Played p(slow_book());
  p.performer.start(60, 0.75f, 1);
  p.after(0.5);
  p.performer.release();
  const float from = p.after(0.02), steady = p.after(0.02) - from;
  p.performer.hurry(pace(0.083f));
  const float before = p.after(kHopS);
  EXPECT_GT(before, from + steady - 5) << "without a step";
  EXPECT_LT(p.after(0.02) - before, 2 * steady);
}

// Of an instrument: by a note that is let go before it sounds, so that what is heard is the first one's end.
TEST(Releases, ANewNoteReachesThoseOfItsInstrument) {
  const auto ending = [](const std::vector<fast_run::Note>& notes) {
    return fast_run::level_db(fast_run::play(slow_model(), notes), 0.21, 0.03);
  };
  const fast_run::Note first{0.1, 0.09, 60};
  EXPECT_LT(ending({first, {0.195, 0, 78}}), ending({first}) - 5);
}

TEST(Slurs, TakeAThirdOfTheNoteBeforeAtMost) {
  for (const float note_s : {0.05f, 0.083f, 0.12f}) {
    Played p(slow_book());
    p.performer.start(60, 0.75f, 1);
    p.after(0.4);
    p.performer.slur_to(72, 0.75f, pace(note_s));
    p.after(static_cast<double>(note_s) / 3 + 2 * kHopS);
    EXPECT_NEAR(p.cents_from(72), 0, 30) << note_s << " s";
  }
}

TEST(Slurs, OfSlowNotesAreAsLearned) {
  Played p(slow_book());
  p.performer.start(60, 0.75f, 1);
  p.after(0.4);
  p.performer.slur_to(72, 0.75f, pace(0.5f));
  p.after(0.03);
  EXPECT_NEAR(p.cents_from(72), -600, 150) << "half-way after half of 60 ms";
}

TEST(Slurs, OfMonoKnowTheNoteBefore) {
  InstrumentSettings mono;
  mono.mono = true;
  Instrument engine;
  ASSERT_TRUE(engine.prepare(slow_model(), fast_run::kRate, 512, mono));
  std::vector<float> out(4000);
  DisplayFeed seen;
  for (const int key : {60, 64, 67, 71, 74}) {  // at 12 notes a second
    engine.midi(0x90, static_cast<uint8_t>(key), 96);
    engine.render(out.data(), 1600);  // a third of it, and a frame
    engine.publish(seen);
    EXPECT_NEAR(12 * std::log2(static_cast<double>(seen.f0_hz.load()) / 440), key - 69, 0.5);
    engine.render(out.data(), 2400);
  }
}

}  // namespace
}  // namespace partials
