// SPDX-License-Identifier: MIT
// Guards against: the ninth member channel of an MPE recording being left out as drums, members that bend 2
// semitones instead of 48, an ordinary song that is detected as MPE, and a channel silenced by a stray
// controller.
#include "play/midi_song.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "play/midi_file.h"
#include "support/midi_bytes.h"

namespace partials {
namespace {

using namespace midi_bytes;

MidiSong read(const std::string& track) {
  const auto song = midi_from_bytes(midi_bytes::song(track + kEnd), "x.mid");
  EXPECT_TRUE(song) << song.error().text;
  return song.value();
}
size_t notes_in(const MidiSong& song) {
  return static_cast<size_t>(std::count_if(song.events.begin(), song.events.end(), begins_note));
}
// Notes on channels `from` to 15 (counted from 0), one after the other, each with what comes before it.
template <class Before>
std::string wandering(int from, Before&& before) {
  std::string track;
  for (int c = from; c < 16; ++c) track += before(c) + on(0, 50 + c, c) + off(48, 50 + c, c);
  return track;
}
const auto kNothing = [](int) { return std::string(); };
const auto kBends = [](int c) { return bend(0, 8192 + 10 * c, c); };

TEST(MidiSong, FingersAreKnownByTheirWideBends) {
  std::string ranges;
  for (int c = 1; c < 16; ++c) ranges += rpn(0, 48, c);
  MidiSong song = read(ranges + wandering(1, kNothing));
  EXPECT_TRUE(is_silent_about_mpe(song));
  EXPECT_EQ(mpe_channels(song), 0xfffe);
  EXPECT_EQ(leave_out_drums(song), 0u);
  EXPECT_EQ(notes_in(song), 15u);
}

TEST(MidiSong, FingersAreKnownByWanderingWithBendsOfTheirOwn) {
  MidiSong song = read(wandering(1, kBends));
  EXPECT_TRUE(is_silent_about_mpe(song));
  EXPECT_EQ(leave_out_drums(song), 0u);
  std::string track;  // three fingers in turn, in chords
  for (int i = 0; i < 4; ++i) {
    for (int c = 1; c < 4; ++c) track += bend(0, 8192, c) + on(0, 60 + 3 * c + i, c);
    for (int c = 1; c < 4; ++c) track += off(c == 1 ? 48 : 0, 60 + 3 * c + i, c);
  }
  EXPECT_TRUE(is_silent_about_mpe(read(track)));
}

TEST(MidiSong, DrumsBesideFingersAreDrums) {
  std::string track;
  for (int i = 0; i < 8; ++i)
    track += kBends(1 + i % 4) + on(0, 60 + i, 1 + i % 4) + on(0, 36, 9) + off(48, 60 + i, 1 + i % 4) +
             off(0, 36, 9);
  MidiSong song = read(track);
  EXPECT_EQ(mpe_channels(song), 0x1e);
  EXPECT_EQ(leave_out_drums(song), 8u);
  MidiSong announced = read(rpn(6, 5, 0) + track);  // a zone of five fingers: channel 10 is none of them
  EXPECT_FALSE(is_silent_about_mpe(announced));
  EXPECT_EQ(leave_out_drums(announced), 8u);
  MidiSong whole_zone = read(rpn(6, 15, 0) + track);
  EXPECT_EQ(leave_out_drums(whole_zone), 0u);
}

TEST(MidiSong, AnOrdinarySongIsNotMpe) {
  const auto program = [](int c) { return bytes({0, 0xc0 | c, 10 + c}); };
  EXPECT_EQ(mpe_channels(read(wandering(1, kNothing))), 0) << "no bends";
  EXPECT_EQ(mpe_channels(read(wandering(0, kBends))), 0) << "notes on channel 1";
  EXPECT_EQ(mpe_channels(read(wandering(1, [&](int c) { return program(c) + kBends(c); }))), 0)
      << "several instruments";
  EXPECT_EQ(mpe_channels(read(wandering(1, [](int c) { return bend(0, 16383, c); }))), 0)
      << "bends of the whole wheel";
  EXPECT_EQ(mpe_channels(read(wandering(14, kBends))), 0) << "two channels";
  std::string lines, chords;
  for (int c = 1; c < 5; ++c) {
    lines += kBends(c);
    chords += kBends(c);
    for (int i = 0; i < 6; ++i) lines += on(0, 60 + i, c) + off(24, 60 + i, c);
    for (int i = 0; i < 6; ++i) chords += on(0, 60 + i, c);
  }
  EXPECT_EQ(mpe_channels(read(lines)), 0) << "a channel at a time";
  EXPECT_EQ(mpe_channels(read(chords)), 0) << "chords within a channel";
  MidiSong off_again = read(rpn(6, 0, 0) + wandering(1, kNothing));
  EXPECT_EQ(leave_out_drums(off_again), 1u) << "RPN 6 with no members is no zone";
  MidiSong other = read(control(0, 99, 0) + control(0, 98, 6) + control(0, 6, 15) + wandering(1, kNothing));
  EXPECT_EQ(mpe_channels(other), 0) << "a parameter that is not registered";
}

TEST(MidiSong, ChannelsAreKept) {
  MidiSong song = read(wandering(0, kNothing));
  keep_channels(song, 1u << 9 | 1u << 2);
  EXPECT_EQ(notes_in(song), 2u);
  MidiSong mpe = read(rpn(6, 15, 0) + bend(0, 0, 0) + wandering(1, kNothing));
  keep_channels(mpe, 1u << 3);
  EXPECT_EQ(notes_in(mpe), 1u);
  EXPECT_EQ(mpe.events.size(), 3 + 1 + 2u) << "the manager speaks for its finger";
}

TEST(MidiSong, BreathThatStaysAtZeroIsNotListenedTo) {
  MidiSong song =
      read(control(0, 2, 0, 3) + on(0, 60, 3) + off(48, 60, 3) + control(0, 2, 0, 4) + control(0, 2, 90, 4));
  EXPECT_EQ(leave_out_dead_breath(song), 1);
  EXPECT_EQ(song.events.size(), 4u);
}

}  // namespace
}  // namespace partials
