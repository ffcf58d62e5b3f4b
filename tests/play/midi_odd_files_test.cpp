// SPDX-License-Identifier: MIT
// Guards against: a file that every sequencer plays being refused, or played with notes missing, for a byte
// that the standard does not allow; and such a byte being skipped without a remark.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "play/midi_file.h"
#include "support/midi_bytes.h"

namespace partials {
namespace {

using namespace midi_bytes;

MidiSong read(const std::string& file) {
  const auto song = midi_from_bytes(file, "x.mid");
  EXPECT_TRUE(song) << song.error().text;
  return song ? song.value() : MidiSong{};
}
// Notes as "key at beginning to end in ticks of 96 a quarter", in the order of their ends.
std::string notes_of(const MidiSong& song) {
  std::string text;
  std::vector<std::pair<int, double>> down;
  for (const MidiEvent& e : song.events) {
    if (begins_note(e)) down.emplace_back(e.data1, e.time_s);
    if (!ends_note(e)) continue;
    const auto at = std::find_if(down.begin(), down.end(), [&](const auto& d) { return d.first == e.data1; });
    if (at == down.end()) continue;
    text += std::to_string(at->first) + " " + std::to_string(std::lround(at->second * 192)) + "-" +
            std::to_string(std::lround(e.time_s * 192)) + ";";
    down.erase(at);
  }
  return text;
}
bool says(const MidiSong& song, const std::string& words) {
  return std::any_of(song.odd.begin(), song.odd.end(),
                     [&](const std::string& s) { return s.find(words) != std::string::npos; });
}
std::string all_said(const MidiSong& song) {
  std::string all;
  for (const std::string& s : song.odd) all += s + "\n";
  return all;
}

const std::string kPlain = on(0, 69) + off(96, 69);

TEST(MidiOddFiles, AnOrdinaryFileHasNothingOdd) {
  const MidiSong song = read(midi_bytes::song(kPlain + kEnd));
  EXPECT_EQ(notes_of(song), "69 0-96;");
  EXPECT_TRUE(song.odd.empty()) << all_said(song);
}

TEST(MidiOddFiles, RunningStatusGoesOnAfterMetaAndExclusiveEvents) {
  for (const std::string& between :
       {bytes({0, 0xff, 1, 2, 'h', 'i'}), bytes({0, 0xff, 0x51, 3, 7, 0xa1, 0x20}),
        bytes({0, 0xf0, 3, 1, 2, 0xf7}), bytes({0, 0xf7, 1, 0xfe}),
        bytes({0, 0xff, 6, 0}) + bytes({0, 0xff, 5, 1, 'a'})}) {
    const MidiSong song = read(midi_bytes::song(on(0, 69) + between + bytes({96, 69, 0}) + kEnd));
    EXPECT_EQ(notes_of(song), "69 0-96;");
    EXPECT_TRUE(says(song, "Running status")) << all_said(song);
    EXPECT_EQ(song.odd.size(), 1u) << all_said(song);
  }
}

TEST(MidiOddFiles, SystemMessagesArePassedOver) {
  for (const std::string& message :
       {bytes({0xf8}), bytes({0xfe}), bytes({0xf3, 1}), bytes({0xf1, 0x35}), bytes({0xf2, 5, 6}),
        bytes({0xfa}), bytes({0xfb}), bytes({0xfc}), bytes({0xf6}), bytes({0xf4}), bytes({0xf9})}) {
    const MidiSong song = read(midi_bytes::song(on(0, 69) + bytes({48}) + message + off(48, 69) + kEnd));
    EXPECT_EQ(notes_of(song), "69 0-96;") << int{static_cast<uint8_t>(message[0])};
    EXPECT_TRUE(says(song, "1 system message ")) << all_said(song);
  }
  // They do not end running status, and stand between the bytes of a message, and before it without a time.
  const MidiSong running = read(midi_bytes::song(on(0, 69) + bytes({48, 0xf8, 48, 69, 0}) + kEnd));
  EXPECT_EQ(notes_of(running), "69 0-96;");
  const MidiSong within = read(
      midi_bytes::song(bytes({0, 0x90, 0xf8, 69, 0xfe, 90}) + off(96, 69) + on(0, 71) + off(48, 71) + kEnd));
  EXPECT_EQ(notes_of(within), "69 0-96;71 96-144;");
  const MidiSong timeless = read(
      midi_bytes::song(on(0, 69) + bytes({0xf8, 0xf8, 0xfe}) + bytes({0x81, 0x00, 0x80, 69, 64}) + kEnd));
  EXPECT_EQ(notes_of(timeless), "69 0-128;");
}

TEST(MidiOddFiles, DataAbove127IsTakenAsTheMost) {
  const MidiSong loud = read(midi_bytes::song(on(0, 69, 0, 200) + off(96, 69) + control(0, 11, 255) + kEnd));
  EXPECT_EQ(notes_of(loud), "69 0-96;");
  EXPECT_EQ(loud.events.at(0).data2, 127);
  EXPECT_EQ(loud.events.at(2).data2, 127);
  EXPECT_TRUE(says(loud, "2 data bytes above 127 were taken as 127")) << all_said(loud);
  const MidiSong keyless = read(midi_bytes::song(on(0, 200) + off(48, 200) + kPlain + kEnd));
  EXPECT_EQ(notes_of(keyless), "69 48-144;") << "a key that is none is no other key";
  EXPECT_TRUE(says(keyless, "keys above 127")) << all_said(keyless);
}

TEST(MidiOddFiles, AFileInWhichEveryValueIsAbove127IsReadToItsEnd) {
  std::string track;
  for (int i = 0; i < 5000; ++i) track += on(0, 69, 0, 255) + off(48, 69);
  const MidiSong song = read(midi_bytes::song(track + kEnd));
  EXPECT_EQ(song.events.size(), 10000u);
  EXPECT_TRUE(says(song, "5000 data bytes")) << all_said(song);
}

TEST(MidiOddFiles, WhatBreaksOffIsPlayedAsFarAsItGoes) {
  std::string track;
  for (int i = 0; i < 3; ++i) track += on(0, 69 + i) + off(96, 69 + i);
  const std::string whole = midi_bytes::song(track + kEnd);
  const size_t head = 22;
  for (size_t cut = 1; cut < track.size() + kEnd.size(); ++cut) {
    const MidiSong song = read(whole.substr(0, head + cut));
    const std::string notes = notes_of(song);
    EXPECT_EQ(std::count(notes.begin(), notes.end(), ';'), static_cast<long>(cut / 8)) << "cut after " << cut;
    EXPECT_TRUE(says(song, "Track 1 of 1 is cut off")) << all_said(song);
    const auto begun = static_cast<double>((cut + 4) / 8);  // notes
    EXPECT_NEAR(song.length_s, 0.5 * begun, 1e-9)
        << "a key whose release was cut off sounds for half a second";
  }
}

TEST(MidiOddFiles, LengthsNeedNotBeTrue) {
  const auto with_length = [](uint32_t length, const std::string& body) {
    std::string s = "MTrk";
    for (int shift : {24, 16, 8, 0}) s += static_cast<char>(length >> shift & 0xff);
    return s + body;
  };
  const std::string body = kPlain + kEnd;
  for (const uint32_t length : {5000u, 0u, 0xffffffffu, 4u, static_cast<uint32_t>(body.size()) - 4}) {
    EXPECT_EQ(notes_of(read(header(0, 1, 96) + with_length(length, body))), "69 0-96;") << length;
    const MidiSong two =
        read(header(1, 2, 96) + with_length(length, body) + chunk("MTrk", on(0, 50) + off(96, 50) + kEnd));
    EXPECT_EQ(notes_of(two), "69 0-96;50 0-96;") << length;
    EXPECT_TRUE(says(two, "a different length")) << all_said(two);
  }
  const MidiSong padded = read(header(0, 1, 96) + chunk("MTrk", body + std::string(9, '\0')));
  EXPECT_EQ(notes_of(padded), "69 0-96;");
}

TEST(MidiOddFiles, TracksThatWereNotAnnouncedArePlayed) {
  const std::string second = chunk("MTrk", on(0, 50) + off(96, 50) + kEnd);
  for (const int announced : {0, 1, 7}) {
    const MidiSong song = read(header(1, announced, 96) + chunk("MTrk", kPlain + kEnd) + second);
    EXPECT_EQ(notes_of(song), "69 0-96;50 0-96;");
    EXPECT_TRUE(says(song, "2 are there")) << all_said(song);
  }
}

TEST(MidiOddFiles, StrayBytesArePassedOver) {
  const std::string track = chunk("MTrk", kPlain + kEnd),
                    second = chunk("MTrk", on(0, 50) + off(96, 50) + kEnd);
  EXPECT_EQ(notes_of(read(std::string("junk\1\2\3", 7) + header(0, 1, 96) + track)), "69 0-96;")
      << "before the header";
  EXPECT_EQ(notes_of(read(header(1, 2, 96) + track + std::string("\0\0\0", 3) + second + "rest")),
            "69 0-96;50 0-96;")
      << "between tracks";
  EXPECT_EQ(notes_of(read(header(1, 2, 96) + track + chunk("XFIH", "text") + second)), "69 0-96;50 0-96;")
      << "a chunk of another kind";
  for (const std::string& stray : {bytes({0, 60, 100}), bytes({37}), bytes({1, 2, 3, 4, 5})}) {
    const MidiSong first = read(midi_bytes::song(stray + kPlain + kEnd));
    EXPECT_NE(notes_of(first).find("69 "), std::string::npos) << "before any status";
    EXPECT_TRUE(says(first, "not MIDI")) << all_said(first);
  }
  const MidiSong within = read(midi_bytes::song(on(0, 69) + bytes({37}) + bytes({0x81, 0x00, 0x80, 69, 64}) +
                                                on(0, 71) + off(48, 71) + kEnd));
  EXPECT_EQ(notes_of(within), "69 0-128;71 128-176;");
}

TEST(MidiOddFiles, AnExclusiveMessageWithoutItsLengthIsOneMessage) {
  const MidiSong song = read(midi_bytes::song(bytes({0, 0xf0, 0x7e, 0x7f, 9, 1, 0xf7}) + kPlain + kEnd));
  EXPECT_EQ(notes_of(song), "69 0-96;");
}

TEST(MidiOddFiles, RiffAndSongsOneAfterTheOther) {
  const std::string file = midi_bytes::song(kPlain + kEnd);
  const auto little = [](size_t n) {
    return bytes({static_cast<int>(n & 255), static_cast<int>(n >> 8 & 255), 0, 0});
  };
  const std::string riff = "RMIDdata" + little(file.size()) + file + "LIST" + little(4) + "INFO";
  const std::string whole = "RIFF" + little(riff.size()) + riff;
  EXPECT_TRUE(begins_as_midi(whole));
  EXPECT_TRUE(begins_as_midi(file));
  EXPECT_FALSE(begins_as_midi("RIFF1234WAVE"));
  const MidiSong song = read(whole);
  EXPECT_EQ(notes_of(song), "69 0-96;");
  EXPECT_TRUE(song.odd.empty()) << all_said(song);
  const std::string untrue = "RIFF" + little(4) + "RMIDdata" + little(0) + file;
  EXPECT_EQ(notes_of(read(untrue)), "69 0-96;") << "lengths of RIFF need not be true";
  const MidiSong patterns =
      read(header(2, 2, 96) + chunk("MTrk", kPlain + kEnd) + chunk("MTrk", kPlain + kEnd));
  EXPECT_EQ(notes_of(patterns), "69 0-96;69 96-192;");
  EXPECT_TRUE(says(patterns, "format 2")) << all_said(patterns);
}

TEST(MidiOddFiles, ALateEndOfTrackIsNoSound) {
  const std::string late = bytes({0xbf, 0x7f, 0xff, 0x2f, 0});  // 1 048 575 ticks: an hour and a half
  EXPECT_DOUBLE_EQ(read(midi_bytes::song(kPlain + late)).length_s, 0.5);
  EXPECT_DOUBLE_EQ(read(midi_bytes::song(kPlain + control(127, 7, 100) + late)).length_s, 0.5)
      << "controllers are no sound";
  EXPECT_DOUBLE_EQ(read(midi_bytes::song(on(0, 69) + bytes({96, 0xff, 0x2f, 0}))).length_s, 0.5)
      << "a key that is never let go";
  const std::string pedal = control(0, 64, 127) + kPlain + control(96, 64, 0) + late;
  EXPECT_DOUBLE_EQ(read(midi_bytes::song(pedal)).length_s, 1) << "a pedal holds a note";
}

TEST(MidiOddFiles, MuchThatIsNoMidiTakesLittleTime) {
  std::string body;
  for (int i = 0; i < 400000; ++i) body += static_cast<char>(0x80 + i * 7 % 128);
  const auto song = midi_from_bytes(midi_bytes::song(body), "x.mid");
  EXPECT_TRUE(song);
  EXPECT_TRUE(says(song.value(), "is cut off"));
}

}  // namespace
}  // namespace partials
