// SPDX-License-Identifier: MIT
// Guards against: a key struck again that falls silent with the release of its first note, pedals and wind
// controllers that do nothing, and releases that end another note than their own.
#include <gtest/gtest.h>

#include <cmath>

#include "families/instrument/instrument.h"
#include "families/instrument/instrument_model.h"
#include "families/instrument/offline.h"
#include "support/midi_bytes.h"
#include "support/tiny_model.h"

namespace partials {
namespace {

constexpr int kRate = 48000, kSecond = kRate;

struct Message {
  int sample;
  uint8_t status, data1, data2;
};
Message on(int sample, int key, int velocity = 90, int channel = 0) {
  return {sample, static_cast<uint8_t>(0x90 | channel), static_cast<uint8_t>(key),
          static_cast<uint8_t>(velocity)};
}
Message off(int sample, int key, int channel = 0) {
  return {sample, static_cast<uint8_t>(0x80 | channel), static_cast<uint8_t>(key), 64};
}
Message control(int sample, int number, int value, int channel = 0) {
  return {sample, static_cast<uint8_t>(0xb0 | channel), static_cast<uint8_t>(number),
          static_cast<uint8_t>(value)};
}

// A model that is steady: no wander, no vibrato, and releases of a tenth of a second.
const Model& model() {
  static const Model m = [] {
    Model made = test::tiny_model();
    NoteArticulation& n = edit_instrument_part(made).notes.notes[0];
    n.wander_db = n.wander_cents = n.vibrato_cents = 0;
    n.attack_db = {-60, -20, 0};
    n.attack_cents = {0};
    n.release_db.clear();
    return made;
  }();
  return m;
}

struct Player {
  Instrument engine;
  explicit Player(InstrumentSettings settings = {}) {
    settings.envelope.release_s = 0.05f;
    EXPECT_TRUE(engine.prepare(model(), kRate, 512, settings));
  }
  std::vector<float> play(const std::vector<Message>& events, int total) {
    std::vector<float> out(static_cast<size_t>(total));
    size_t next = 0;
    for (int at = 0; at < total;) {
      for (; next < events.size() && events[next].sample <= at; ++next)
        engine.midi(events[next].status, events[next].data1, events[next].data2);
      const int n =
          std::min(next < events.size() ? events[next].sample - at : 512, std::min(512, total - at));
      engine.render(out.data() + at, n);
      at += n;
    }
    return out;
  }
};

double level_db(const std::vector<float>& x, double from_s, double to_s) {
  double sum = 0;
  const auto from = static_cast<size_t>(from_s * kRate), to = static_cast<size_t>(to_s * kRate);
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * x[i];
  return 10 * std::log10(sum / static_cast<double>(to - from) + 1e-20);
}
constexpr double kSounds = -60, kSilent = -100;

TEST(EqualNotes, AKeyStruckAgainInTheTickOfItsReleaseSounds) {
  Player p;
  const int half = kSecond / 2;
  const auto x =
      p.play({on(0, 69), on(half, 69), off(half, 69), on(2 * half, 69), off(2 * half, 69), off(3 * half, 69)},
             2 * kSecond);
  EXPECT_GT(level_db(x, 0.7, 0.9), kSounds);
  EXPECT_GT(level_db(x, 1.2, 1.45), kSounds);
  EXPECT_LT(level_db(x, 1.8, 2.0), kSilent);
  EXPECT_EQ(p.engine.sounding(), 0);
}

TEST(EqualNotes, AReleaseEndsTheOldest) {
  Player p;
  const auto x = p.play({on(0, 69, 30), on(kSecond / 2, 69, 120), off(kSecond, 69), off(3 * kSecond / 2, 69)},
                        2 * kSecond);
  EXPECT_GT(level_db(x, 1.2, 1.4), level_db(x, 0.2, 0.4) + 6) << "the louder one, struck later, goes on";
  EXPECT_LT(level_db(x, 1.8, 2.0), kSilent);
}

TEST(EqualNotes, ChannelsAreApart) {
  Player p;
  p.play({on(0, 69, 90, 1), on(0, 69, 90, 2), off(100, 69, 2)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 1);
}

TEST(EqualNotes, AStolenNotesReleaseEndsNoOther) {
  InstrumentSettings two;
  two.voices = 2;
  Player p(two);
  p.play({on(0, 69), on(10000, 69), on(20000, 72), off(24000, 69)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 2) << "the first note was stolen by the third: its release is spent";
  p.play({off(0, 69), off(1, 72)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 0);
  p.play({on(0, 60), on(1000, 62), on(2000, 64), control(3000, 123, 0), on(4000, 60), off(5000, 60)},
         kSecond);
  EXPECT_EQ(p.engine.sounding(), 0) << "all notes off forgets what is owed";
}

TEST(EqualNotes, InMonoAKeyIsUpWhenItsLastNoteIs) {
  InstrumentSettings mono;
  mono.mono = true;
  Player p(mono);
  const auto x = p.play({on(0, 69), on(12000, 69), off(12000, 69), off(36000, 69)}, kSecond);
  EXPECT_GT(level_db(x, 0.4, 0.7), kSounds);
  EXPECT_LT(level_db(x, 0.9, 1.0), kSilent);
}

TEST(EqualNotes, IdsTellThemApart) {
  Player p;
  Event e;
  e.kind = EventKind::note_on;
  e.channel = 0;
  e.key = 69;
  e.value = 0.7f;
  e.note_id = 1;
  p.engine.event(e);
  e.note_id = 2;
  p.engine.event(e);
  e.kind = EventKind::note_off;
  e.note_id = 2;
  p.engine.event(e);
  p.play({}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 1);
  e.note_id = -1;  // fits all
  p.engine.event(e);
  p.play({}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 0);
}

TEST(EqualNotes, UnderThePedalTheyDoNotPileUp) {
  Player p;
  std::vector<Message> events{control(0, 64, 127)};
  for (int i = 0; i < 12; ++i) {
    events.push_back(on(i * 4000, 69));
    events.push_back(off(i * 4000 + 2000, 69));
  }
  p.play(events, 50000);
  EXPECT_LE(p.engine.sounding(), 2);
  EXPECT_GE(p.engine.sounding(), 1) << "the last one rings";
}

TEST(Sostenuto, HoldsWhatWasDownAndNothingElse) {
  Player p;
  p.play({on(0, 60), on(0, 64), off(4000, 64), control(8000, 66, 127), on(9000, 67), off(12000, 60),
          off(12000, 67)},
         kSecond);
  EXPECT_EQ(p.engine.sounding(), 1) << "60 was down; 64 was up already, 67 came later";
  p.play({control(0, 66, 0)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 0);
  p.play({on(0, 60), control(10, 66, 127), off(20, 60), control(30, 64, 127), control(40, 66, 0)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 1) << "the sustain pedal holds it on";
  p.play({control(0, 64, 0), on(10, 60), control(20, 66, 127), control(30, 66, 0)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 1) << "a key that is down needs no pedal";
  p.play({off(0, 60), on(10, 62), control(20, 66, 127), off(30, 62), control(40, 121, 0)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 0) << "reset all controllers lifts it";
}

TEST(Sostenuto, AManagersHoldsItsFingers) {
  InstrumentSettings mpe;
  mpe.mpe = true;
  Player p(mpe);
  p.play({on(0, 60, 90, 1), on(0, 64, 90, 2), control(100, 66, 127, 0), off(200, 60, 1), off(200, 64, 2)},
         kSecond);
  EXPECT_EQ(p.engine.sounding(), 2);
  p.play({control(0, 66, 0, 0)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 0);
}

TEST(Soft, NotesStruckUnderItAreSofterAndOthersAreNot) {
  const auto level = [](const std::vector<Message>& events) {
    return level_db(Player().play(events, kSecond), 0.5, 1);
  };
  const double plain = level({on(0, 69)});
  EXPECT_LT(level({control(0, 67, 127), on(0, 69)}), plain - 2);
  EXPECT_GT(level({control(0, 67, 127), on(0, 69)}), plain - 12);
  EXPECT_EQ(level({control(0, 67, 63), on(0, 69)}), plain);
  EXPECT_EQ(level({on(0, 69), control(100, 67, 127)}), plain) << "a note that sounds stays as it is";
}

TEST(Breath, SwellsFromSilenceAsExpressionDoes) {
  std::vector<Message> breath, expression;
  for (const int number : {2, 11}) {
    auto& events = number == 2 ? breath : expression;
    events = {control(0, number, 0), on(0, 69)};
    for (int i = 0; i < 32; ++i) events.push_back(control(1000 * (i + 1), number, 4 * i));
  }
  const auto x = Player().play(breath, kSecond);
  EXPECT_EQ(x, Player().play(expression, kSecond));
  EXPECT_LT(level_db(x, 0, 0.02), kSilent);
  EXPECT_GT(level_db(x, 0.8, 1), level_db(x, 0.2, 0.3) + 6);
}

// Of the newest note.
double pitch_of(Player& p) {
  DisplayFeed seen;
  p.engine.publish(seen);
  return seen.f0_hz.load();
}

TEST(Portamento, ANoteGlidesFromTheOneBefore) {
  Player p;
  p.play({control(0, 65, 127), control(0, 5, 64), on(0, 57), off(20000, 57)},
         kSecond);  // A3, a glide of a second
  p.play({on(0, 69)}, 480);
  EXPECT_NEAR(pitch_of(p), 220, 5) << "it begins where the last note was, though that has ended";
  p.play({}, kSecond / 2);
  EXPECT_NEAR(12 * std::log2(pitch_of(p) / 220), 6, 1) << "half-way";
  p.play({}, kSecond);
  EXPECT_NEAR(pitch_of(p), 440, 1);
  Player q;
  q.play({control(0, 5, 64), on(0, 57), off(20000, 57)}, kSecond);
  q.play({on(0, 69)}, 480);
  EXPECT_NEAR(pitch_of(q), 440, 5) << "without controller 65 there is none";
  Player r;
  r.play({control(0, 65, 127), control(0, 5, 64), on(0, 57)}, 480);
  EXPECT_NEAR(pitch_of(r), 220, 5) << "the first note has none before it";
}

TEST(Portamento, AKeyIsNamedToComeFrom) {
  Player p;
  p.play({control(0, 5, 64), control(0, 84, 57), on(0, 69)}, 480);
  EXPECT_NEAR(pitch_of(p), 220, 5);
  p.play({off(0, 69), on(10, 64)}, 480);
  EXPECT_NEAR(pitch_of(p), 329.6, 5) << "for one note only";
}

TEST(Portamento, ASoundingKeyGoesOnAtTheNewOne) {
  Player p;
  p.play({control(0, 5, 20), on(0, 57)}, kSecond / 2);
  p.play({control(0, 84, 57), on(0, 69), off(100, 57)}, kSecond / 2);
  EXPECT_EQ(p.engine.sounding(), 1) << "one voice, and the old key's release does not end it";
  EXPECT_NEAR(pitch_of(p), 440, 2);
  p.play({off(0, 69)}, kSecond);
  EXPECT_EQ(p.engine.sounding(), 0);
}

TEST(Portamento, FingersOfAZoneFollowEachOther) {
  InstrumentSettings mpe;
  mpe.mpe = true;
  Player p(mpe);
  p.play({control(0, 65, 127), control(0, 5, 64), on(0, 57, 90, 1), off(20000, 57, 1)}, kSecond);
  p.play({on(0, 69, 90, 2)}, 480);
  EXPECT_NEAR(pitch_of(p), 220, 5);
}

TEST(ChannelTuning, RegisteredTuningIsHeardAtOnce) {
  Player p;
  p.play({on(0, 69)}, kSecond / 2);
  p.play({control(0, 101, 0), control(0, 100, 2), control(0, 6, 52)}, kSecond / 2);
  EXPECT_NEAR(pitch_of(p), 220, 0.5);
  p.play({control(0, 100, 1), control(0, 6, 96)}, kSecond / 2);
  EXPECT_NEAR(pitch_of(p), 220 * std::exp2(0.5 / 12), 0.5);
}

TEST(OfflineSong, EndsWithItsSoundAndIsPlayedInItsTuning) {
  using namespace midi_bytes;
  const auto song = midi_from_bytes(
      midi_bytes::song(midi_bytes::on(0, 69) + midi_bytes::off(96, 69) + bytes({0xbf, 0x7f, 0xff, 0x2f, 0})),
      "x.mid");
  ASSERT_TRUE(song);
  OfflineOptions o;
  const auto plain = play_song(model(), song.value(), {}, o);
  ASSERT_TRUE(plain);
  EXPECT_LT(static_cast<double>(plain.value().size()), 5 * kRate);
  o.tuning.fill(57);
  const auto tuned = play_song(model(), song.value(), {}, o);
  ASSERT_TRUE(tuned);
  EXPECT_NE(tuned.value(), plain.value());
  EXPECT_EQ(fit_to(model(), song.value(), o.tuning).octaves, 0);
  o.tuning.fill(33);
  EXPECT_GT(fit_to(model(), song.value(), o.tuning).octaves, 0) << "the octave is chosen for what sounds";
}

}  // namespace
}  // namespace partials
