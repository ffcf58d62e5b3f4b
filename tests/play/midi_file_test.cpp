// SPDX-License-Identifier: MIT
// Guards against: notes at wrong times after a tempo change, crashes on files that are not MIDI, drums played
// by a violin. Files that depart from the standard: midi_odd_files_test.cpp.
#include "play/midi_file.h"

#include <gtest/gtest.h>

#include "support/midi_bytes.h"

namespace partials {
namespace {

using namespace midi_bytes;

TEST(MidiFile, TempoRunningStatusAndTracksAreResolved) {
  // Track 1: 60 a minute; after one quarter 120 a minute. Track 2: notes at quarters 0, 1 and 2, by running
  // status.
  const std::string tempo =
      bytes({0, 0xff, 0x51, 3, 0x0f, 0x42, 0x40, 96, 0xff, 0x51, 3, 0x07, 0xa1, 0x20, 0, 0xff, 0x2f, 0});
  const std::string notes = bytes(
      {0, 0x91, 60, 100, 96, 60, 0, 0, 62, 90, 96, 62, 0, 0, 0xc1, 5, 0, 0xf0, 2, 1, 0xf7, 0, 0xff, 0x2f, 0});
  const auto song = midi_from_bytes(
      header(1, 2, 96) + chunk("MTrk", tempo) + chunk("XXXX", "junk") + chunk("MTrk", notes), "test.mid");
  ASSERT_TRUE(song) << song.error().text;
  const auto& e = song.value().events;
  ASSERT_EQ(e.size(), 5u);
  EXPECT_EQ(e[0].status, 0x91);
  EXPECT_DOUBLE_EQ(e[0].time_s, 0);
  EXPECT_DOUBLE_EQ(e[1].time_s, 1);
  EXPECT_EQ(e[1].data2, 0);
  EXPECT_DOUBLE_EQ(e[3].time_s, 1.5);
  EXPECT_DOUBLE_EQ(e[3].beat, 2) << "beats do not depend on the tempo";
  EXPECT_DOUBLE_EQ(song.value().length_s, 1.5);
}

TEST(MidiFile, SmpteTimeIsSeconds) {
  // 25 frames of 40: 1000 a second
  const auto song =
      midi_from_bytes(header(0, 1, 0xe728) + chunk("MTrk", bytes({0x87, 0x68, 0x90, 60, 100})), "test.mid");
  ASSERT_TRUE(song) << song.error().text;
  EXPECT_DOUBLE_EQ(song.value().events.at(0).time_s, 1);
}

TEST(MidiFile, WhatHoldsNoTrackIsRefusedInOneSentence) {
  for (const std::string& bad : {std::string("RIFF"), std::string(), std::string("hello"), header(0, 1, 96),
                                 header(0, 1, 0), header(0, 1, 0x8000), header(0, 1, 96).substr(0, 12)}) {
    const auto song = midi_from_bytes(bad, "x.mid");
    ASSERT_FALSE(song);
    EXPECT_NE(song.error().text.find("x.mid"), std::string::npos);
    EXPECT_NE(song.error().text.find("export it"), std::string::npos);
  }
}

// A song of one note on a channel (counted from 1), after what the header says.
MidiSong one_note_on(int channel, const std::string& before = "") {
  const std::string note = bytes({0, 0x8f + channel, 36, 100, 96, 0x7f + channel, 36, 0});
  return midi_from_bytes(header(0, 1, 96) + chunk("MTrk", before + note), "test.mid").value();
}

TEST(MidiFile, DrumsAreLeftOut) {
  MidiSong melody = one_note_on(9), drums = one_note_on(10);
  EXPECT_EQ(leave_out_drums(melody), 0u);
  EXPECT_TRUE(has_notes(melody));
  EXPECT_EQ(leave_out_drums(drums), 1u);
  EXPECT_FALSE(has_notes(drums));
}

TEST(MidiFile, AFingerOfMpeIsNoDrum) {
  MidiSong song = one_note_on(10, bytes({0, 0xb0, 101, 0, 0, 0xb0, 100, 6, 0, 0xb0, 6, 15}));
  EXPECT_EQ(leave_out_drums(song), 0u);
  EXPECT_TRUE(has_notes(song));
}

TEST(MidiFile, TheExampleTuneIsRead) {
  const auto song = read_midi_file(PARTIALS_SOURCE_DIR "/examples/data/tune.mid");
  ASSERT_TRUE(song) << song.error().text;
  EXPECT_GT(song.value().events.size(), 70u);
  EXPECT_NEAR(song.value().length_s, 26, 2);
}

}  // namespace
}  // namespace partials
