// SPDX-License-Identifier: MIT
// Guards against: events that leave their beat, are sent twice or are lost, and loudness that ignores the
// song.
#include "families/conductor/tune.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace partials::conductor {
namespace {

MidiEvent event(double beat, uint8_t status, uint8_t data1, uint8_t data2) {
  return {beat * 0.5, status, data1, data2, beat};
}
MidiEvent note(double beat, uint8_t key) { return event(beat, 0x90, key, 100); }
MidiEvent release(double beat, uint8_t key) { return event(beat, 0x80, key, 0); }

struct Sent {
  double beat;
  int status, data1, data2;
};
std::vector<Sent> advance(Tune& tune, double to) {
  std::vector<Sent> out;
  tune.advance(to, [&](double beat, uint8_t status, uint8_t data1, uint8_t data2) {
    out.push_back({beat, status, data1, data2});
  });
  return out;
}
std::vector<Sent> loudness(Tune& tune, double size) {
  std::vector<Sent> out;
  tune.loudness(size, [&](uint8_t status, uint8_t data1, uint8_t data2) {
    out.push_back({0, status, data1, data2});
  });
  return out;
}

TEST(Tune, EveryEventComesOnceAtItsBeat) {
  MidiSong song;
  song.events = {note(0, 60), release(0.5, 60), note(1, 62), release(1, 62), note(3, 64), release(4, 64)};
  Tune tune;
  tune.prepare(song, 1);
  EXPECT_TRUE(advance(tune, -0.2).empty());
  EXPECT_EQ(advance(tune, 0).size(), 1u);
  EXPECT_TRUE(advance(tune, 0).empty());
  EXPECT_TRUE(advance(tune, -5).empty()) << "it never goes back";
  EXPECT_TRUE(advance(tune, std::numeric_limits<double>::quiet_NaN()).empty());
  EXPECT_EQ(tune.position(), 0);
  const auto rest = advance(tune, 3.5);
  ASSERT_EQ(rest.size(), 4u);
  EXPECT_EQ(rest[0].beat, 0.5);
  EXPECT_EQ(rest[1].data1, 62) << "at the same beat, the order of the file";
  EXPECT_FALSE(tune.over());
  EXPECT_EQ(advance(tune, 1e9).size(), 1u) << "the last note ends behind the end";
  EXPECT_TRUE(tune.over());
  EXPECT_TRUE(advance(tune, 2e9).empty());
  tune.reset();
  EXPECT_EQ(advance(tune, 0).size(), 1u);
}

TEST(Tune, BeatsOfTheHandAreSoManyQuartersAndAPickupComesBeforeThem) {
  MidiSong song;
  song.events = {note(0, 60), note(0.5, 62), note(3.5, 64)};
  Tune tune;
  tune.prepare(song, 1.5, 0.5);
  EXPECT_NEAR(tune.length(), 2, 1e-12);
  const auto pickup = advance(tune, -0.1);
  ASSERT_EQ(pickup.size(), 1u);
  EXPECT_NEAR(pickup[0].beat, -1.0 / 3, 1e-12);
  EXPECT_NEAR(advance(tune, 1).at(0).beat, 0, 1e-12);
}

TEST(Tune, LoudnessIsTheGestureTimesTheSong) {
  MidiSong song;
  song.events = {event(0, 0xb0, 11, 64), note(0, 60), event(1, 0xb0, 121, 0), event(2, 0xb0, 11, 0),
                 note(2, 62)};
  Tune tune;
  tune.prepare(song, 1);
  const auto first = loudness(tune, 0);
  ASSERT_EQ(first.size(), 1u) << "the one channel with notes";
  EXPECT_EQ(first[0].data2, 90);
  EXPECT_TRUE(loudness(tune, 0).empty()) << "nothing has changed";
  EXPECT_EQ(advance(tune, 0).at(0).data2, 45) << "half as much in the song";
  EXPECT_TRUE(loudness(tune, 0).empty()) << "it was sent with the song's own";
  EXPECT_EQ(loudness(tune, 1).at(0).data2, 64) << "half an octave is 6 dB";
  const auto reset = advance(tune, 1);
  ASSERT_EQ(reset.size(), 2u) << "a reset of all controllers is followed by the expression";
  EXPECT_EQ(reset[1].data1, 11);
  EXPECT_EQ(reset[1].data2, 127);
  EXPECT_EQ(advance(tune, 2).at(0).data2, 0) << "a silent channel stays silent";
  EXPECT_TRUE(loudness(tune, std::numeric_limits<double>::quiet_NaN()).empty());
}

TEST(Tune, NothingAtAllIsOverAtOnce) {
  Tune tune;
  tune.prepare({}, 1);
  EXPECT_TRUE(tune.over());
  EXPECT_EQ(tune.length(), 0);
}

}  // namespace
}  // namespace partials::conductor
