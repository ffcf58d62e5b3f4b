// SPDX-License-Identifier: MIT
// A song as events in seconds, and what can be known of it before it is played: its drums, whether its
// channels are the fingers of MPE, where its sound ends, and what was odd in the file that it came from.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace partials {

struct MidiEvent {
  double time_s = 0;
  uint8_t status = 0;  // 0x80..0xEF: kind in the upper four bits, channel in the lower
  uint8_t data1 = 0, data2 = 0;
};

struct MidiSong {
  std::vector<MidiEvent> events;  // by time; at one time, as they stood in the file
  double length_s = 0;            // until no key and no pedal holds a note; a later end of track is not sound
  std::vector<std::string> odd;  // sentences: what in the file departs from the standard, and how it was read
};

inline bool begins_note(const MidiEvent& e) { return (e.status & 0xf0) == 0x90 && e.data2 > 0; }
inline bool ends_note(const MidiEvent& e) {
  return (e.status & 0xf0) == 0x80 || ((e.status & 0xf0) == 0x90 && e.data2 == 0);
}
bool has_notes(const MidiSong& song);

// Channels counted from 0 whose notes are fingers of MPE (MIDI Polyphonic Expression), one bit each. Known by
// the configuration message (RPN 6), or by use: notes that wander over channels 2 to 16, one at a time on
// each, with a bend range of two octaves or more or bends of their own.
uint16_t mpe_channels(const MidiSong& song);
// Whether the song is played in an MPE zone that it does not announce itself.
bool is_silent_about_mpe(const MidiSong& song);

// General MIDI keeps channel 10 for drums. Takes its notes out and says how many they were; where that
// channel is a finger of MPE, none.
size_t leave_out_drums(MidiSong& song);
// Keeps these channels, counted from 0, one bit each. Managers of MPE stay.
void keep_channels(MidiSong& song, uint16_t channels);
// A channel that sends breath (controller 2), but only zeros, would be silent for ever: takes them out.
// Number of channels.
int leave_out_dead_breath(MidiSong& song);

// From when on nothing is held any more; keys and pedals that are never let go hold until the end of the last
// track.
double held_until_s(const MidiSong& song, double end_of_track_s);

}  // namespace partials
